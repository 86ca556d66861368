#!/usr/bin/env bash
# Put a copy in the place of the database: deploy/restore.sh FILE. Stop Wegwijs first. What was there is put aside (SQLite)
# or must be an empty database (PostgreSQL), so nothing is overwritten by mistake.
set -euo pipefail
copy=${1:?"usage: deploy/restore.sh FILE"}
url=${WEGWIJS_DATABASE_URL:-sqlite:///var/wegwijs.db}
[ -s "$copy" ] || { echo "There is no copy at $copy." >&2; exit 2; }
case $url in
sqlite:///*)
    database=${url#sqlite:///}
    mkdir -p "$(dirname "$database")"
    for file in "$database" "$database-wal" "$database-shm"; do
        if [ -e "$file" ]; then mv -- "$file" "$file.before-restore"; fi
    done
    install -m 600 -- "$copy" "$database"
    ;;
postgresql*)
    if [ "$(psql --tuples-only --no-align --command "select count(*) from information_schema.tables where table_schema = 'public'" "$url")" != 0 ]; then
        echo "The database is not empty. Make an empty one, name it in WEGWIJS_DATABASE_URL, and try again." >&2
        exit 1
    fi
    pg_restore --no-owner --exit-on-error --dbname="$url" "$copy"
    ;;
*)
    echo "WEGWIJS_DATABASE_URL begins with neither sqlite:/// nor postgresql" >&2
    exit 2
    ;;
esac
echo "Restored. Start Wegwijs; it brings the database to its newest form."
