#!/usr/bin/env bash
# A copy of the database while parents talk: deploy/backup.sh FOLDER. Keeps fourteen; older ones are deleted, since
# parents were told that what they erase is gone within two weeks. The key (WEGWIJS_ENCRYPTION_KEYS) is kept apart.
set -euo pipefail
folder=${1:?"usage: deploy/backup.sh FOLDER"}
keep=14
url=${WEGWIJS_DATABASE_URL:-sqlite:///var/wegwijs.db}
umask 077
mkdir -p "$folder"
at=$(date --utc +%Y%m%dT%H%M%SZ)
case $url in
sqlite:///*)
    python=$(dirname "$0")/../.venv/bin/python
    "$python" - "${url#sqlite:///}" "$folder/wegwijs-$at.db" <<'PY'
import sqlite3, sys
source, copy = (sqlite3.connect(f"file:{path}", uri=True) for path in (sys.argv[1] + "?mode=ro", sys.argv[2]))
source.backup(copy)
copy.execute("PRAGMA journal_mode=DELETE")
assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
PY
    made=$folder/wegwijs-$at.db
    ;;
postgresql*)
    made=$folder/wegwijs-$at.dump
    pg_dump --format=custom --no-owner --file="$made" "$url"
    ;;
*)
    echo "WEGWIJS_DATABASE_URL begins with neither sqlite:/// nor postgresql" >&2
    exit 2
    ;;
esac
find "$folder" -name 'wegwijs-*' -type f -printf '%T@ %p\n' | sort -rn | tail -n +$((keep + 1)) | cut -d' ' -f2- | xargs -r rm --
echo "$made"
