#!/bin/sh
# Makes every password that a deployment needs, each in a file of its own:
#   deploy/make-secrets.sh FOLDER
# FOLDER then holds users.acl, for Redis' `aclfile`; in redis-admin, redis-operator, redis-frontend,
# redis-worker and redis-flower the passwords of those users; and what compose.yaml gives flower,
# Grafana and Prometheus. What is there stays: to change one, delete its file and run this again.
set -eu

folder=${1:?"usage: $0 FOLDER"}
rules=$(dirname "$0")/redis/users.acl.in

# The folder alone keeps others out: containers read these files under uids of their own.
mkdir -p "$folder"
chmod 700 "$folder"
umask 022

random() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

joined=$(awk '
    /^(#|$)/ { next }
    /^ / { sub(/^ +/, " "); line = line $0; next }
    { if (line) print line; line = $0 }
    END { print line }' "$rules")

for user in admin operator frontend worker flower; do
    file=$folder/redis-$user
    [ -s "$file" ] || random >"$file"
    # printf is a part of the shell, so that no password is in a list of processes.
    digest=$(printf %s "$(cat "$file")" | sha256sum | cut -d' ' -f1)
    joined=$(printf '%s\n' "$joined" | sed "s/^user $user on /&#$digest /")
done
printf '%s\n' "$joined" >"$folder/users.acl"

[ -s "$folder/grafana" ] || random >"$folder/grafana"
[ -s "$folder/flower.env" ] ||
    printf 'VOICE_SERVER_FLOWER_AUTH=operator:%s\n' "$(random)" >"$folder/flower.env"
# An API key with the scope `operate`, once there is one.
[ -e "$folder/prometheus-key" ] || : >"$folder/prometheus-key"
