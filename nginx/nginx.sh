#!/bin/sh
# nginx with our configuration: who checks, reloads or stops it means this one.
exec /usr/sbin/nginx -c {{DIR}}/nginx/nginx.conf "$@"
