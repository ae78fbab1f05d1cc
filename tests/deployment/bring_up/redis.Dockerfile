# Stands in for the official image: Debian's Redis.
FROM township-debian
RUN install -d -o redis -g redis /data
ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8
USER redis
