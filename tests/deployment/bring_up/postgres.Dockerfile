# Stands in for the official image: Debian's PostgreSQL, made as POSTGRES_* say, the scripts of initdb.d run once.
FROM township-debian
COPY postgres.sh /usr/local/bin/postgres.sh
ENV PATH=/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
RUN install -d -o postgres -g postgres /var/lib/postgresql/data
USER postgres
CMD ["bash", "/usr/local/bin/postgres.sh"]
