#!/bin/sh
# Makes passwords for the users of Redis, and the file for its `aclfile`:
#   deploy/redis/make-users.sh FOLDER
# FOLDER then holds users.acl, and in redis-admin, redis-operator, redis-frontend, redis-worker and
# redis-flower a password each. Passwords that are there stay; to change one, delete its file and run this again.
set -eu

folder=${1:?"usage: $0 FOLDER"}
rules=$(dirname "$0")/users.acl.in

# Only the folder keeps others out: containers read these files under uids of their own.
mkdir -p "$folder"
chmod 700 "$folder"
umask 022

joined=$(awk '
    /^(#|$)/ { next }
    /^ / { sub(/^ +/, " "); line = line $0; next }
    { if (line) print line; line = $0 }
    END { print line }' "$rules")

for user in admin operator frontend worker flower; do
    file=$folder/redis-$user
    [ -s "$file" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file"
    # printf is the shell itself, so that no password is in a list of processes.
    digest=$(printf %s "$(cat "$file")" | sha256sum | cut -d' ' -f1)
    joined=$(printf '%s\n' "$joined" | sed "s/^user $user on /&#$digest /")
done

printf '%s\n' "$joined" >"$folder/users.acl"
