# Stands in for apache/airflow where no registry is reachable: Debian's Python, a user `airflow`, the locked wheels.
FROM township-debian
RUN useradd --uid 50000 --gid 0 --create-home airflow && python3 -m venv /opt/venv && chown -R airflow:0 /opt/venv
ENV PATH=/opt/venv/bin:/usr/sbin:/usr/bin:/sbin:/bin PIP_NO_INDEX=1 PIP_FIND_LINKS=/opt/wheels LANG=C.UTF-8
COPY . /opt/wheels
USER airflow
