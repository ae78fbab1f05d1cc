# The office's image: Airflow with the project and its locked dependencies.
# BASE may be any Debian image with Python 3.11 to 3.13 and pip on its PATH and a user `airflow` of group 0.
ARG BASE=apache/airflow:3.3.2-python3.12
FROM ${BASE}

# LibreOffice reads .rtf and odd old files; the fonts are for its pages and for charts
USER root
RUN apt-get update \
    && apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
RUN mkdir -p /opt/airflow/township-reports /opt/airflow/data /opt/airflow/home \
    && chown airflow:0 /opt/airflow/township-reports /opt/airflow/data /opt/airflow/home
USER airflow

WORKDIR /opt/airflow/township-reports
COPY --chown=airflow:0 requirements-cluster.lock pyproject.toml README.md ./
RUN pip install --no-cache-dir --require-hashes -r requirements-cluster.lock

COPY --chown=airflow:0 config config
COPY --chown=airflow:0 expectations expectations
COPY --chown=airflow:0 dags dags
COPY --chown=airflow:0 plugins plugins
COPY --chown=airflow:0 sample_county sample_county
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable .

ENV AIRFLOW_CONFIG=/opt/airflow/township-reports/config/airflow.cfg \
    MPLCONFIGDIR=/tmp/matplotlib \
    XDG_CACHE_HOME=/tmp/cache
