# Stands in for MinIO: another S3 server, moto's, with MinIO's two commands. It keeps objects in memory.
FROM township-debian
COPY . /opt/wheels
RUN python3 -m venv /opt/venv && /opt/venv/bin/pip install --quiet --no-index --find-links=/opt/wheels "moto[server]"
RUN printf '#!/bin/sh\nexec /opt/venv/bin/moto_server -H 0.0.0.0 -p 9000\n' > /usr/local/bin/server \
    && printf '#!/bin/sh\nexec curl --silent --fail --output /dev/null http://127.0.0.1:9000/moto-api/\n' > /usr/local/bin/mc \
    && chmod +x /usr/local/bin/server /usr/local/bin/mc
ENV PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8
USER nobody
