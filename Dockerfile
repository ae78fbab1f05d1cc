# The office's image: Airflow with the project and its locked dependencies.
# BASE may be any image with Python 3.11 to 3.13 and pip whose default user may not be root.
ARG BASE=apache/airflow:3.3.2-python3.12
FROM ${BASE}

RUN mkdir -p /opt/airflow/township-reports /opt/airflow/data
WORKDIR /opt/airflow/township-reports
COPY --chown=airflow:0 requirements.lock pyproject.toml README.md ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY --chown=airflow:0 config config
COPY --chown=airflow:0 expectations expectations
COPY --chown=airflow:0 dags dags
COPY --chown=airflow:0 plugins plugins
COPY --chown=airflow:0 sample_county sample_county
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable .

ENV AIRFLOW_CONFIG=/opt/airflow/township-reports/config/airflow.cfg
