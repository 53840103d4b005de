#!/bin/bash
# Proves the two commands of the README on a new machine: a clean Debian 12 with nothing but python3.
#
# usage (as root, with debootstrap and git): .ci/bare_machine.sh [COMMAND]…
#
# COMMANDs are arguments of dev.py, "run" and "test" where none are given; each is timed.
# The machine is a folder that is removed at the end. It gets the committed files of this checkout
# and the host's own way to packages (pip and apt settings, certificates); no host is named here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ "$#" -gt 0 ] || set -- run test

machine=$(mktemp -d)
chmod 755 "$machine"
clean_up() {
    ! mountpoint -q "$machine/proc" || umount "$machine/proc"
    rm -rf --one-file-system "$machine"
}
trap clean_up EXIT

# Copies files of the host to the same place in the machine, where the host has them.
bring() {
    local file
    for file in "$@"; do
        if [ -e "$file" ]; then
            mkdir -p "$machine$(dirname "$file")"
            cp -L "$file" "$machine$file"
        fi
    done
}

echo "== a clean Debian 12 in $machine"
debootstrap --variant=minbase --include=python3 bookworm "$machine" >"$machine.log" 2>&1 ||
    { tail -20 "$machine.log"; exit 1; }
rm -f "$machine.log"
mount -t proc proc "$machine/proc"

bring /etc/resolv.conf /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"
apt-config dump | grep -E '^Acquire::(https?|Retries|Check-)' \
    >"$machine/etc/apt/apt.conf.d/99host" || true
settings=()
while IFS= read -r -d '' setting; do
    settings+=("$setting")
done < <(env -0 | grep -zE '^(PIP_[A-Z_]+|https?_proxy|no_proxy|HTTPS?_PROXY|NO_PROXY|CI)=')
# The certificates go to a place of their own: installing Debian's would overwrite them elsewhere.
certificates=${PIP_CERT:-${REQUESTS_CA_BUNDLE:-${SSL_CERT_FILE:-}}}
if [ -n "$certificates" ]; then
    cp -L "$certificates" "$machine/etc/host-certificates.pem"
    settings+=(PIP_CERT=/etc/host-certificates.pem)
fi

mkdir "$machine/sochibo"
git archive HEAD | tar -x -C "$machine/sochibo"

for command in "$@"; do
    echo "== python3 dev.py $command"
    SECONDS=0
    env -i "${settings[@]}" HOME="$HOME" PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        chroot "$machine" /bin/sh -c "cd /sochibo && python3 dev.py $command" </dev/null
    echo "== python3 dev.py $command: $SECONDS s"
done
