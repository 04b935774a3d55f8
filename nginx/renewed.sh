#!/bin/sh
# Takes a certificate into use: certbot runs this after each renewal, and you after the first issue.
# Both programs read the same pair; coturn's user may read the key, and nobody else.
set -eu
from="${RENEWED_LINEAGE:-/etc/letsencrypt/live/{{DOMAIN}}}"
to={{DIR}}/tls
install -d -m 0750 -o root -g turnserver "$to"
# Under other names first, so that neither program ever reads half of a file.
install -m 0640 -o root -g turnserver "$from/privkey.pem" "$to/privkey.pem.new"
install -m 0644 -o root -g root "$from/fullchain.pem" "$to/fullchain.pem.new"
mv "$to/privkey.pem.new" "$to/privkey.pem"
mv "$to/fullchain.pem.new" "$to/fullchain.pem"
# They may not run yet, or this may be the first certificate.
systemctl try-reload-or-restart p2pchat-nginx.service || true
systemctl try-reload-or-restart p2pchat-turn.service || true
