#!/usr/bin/env bash
# Installs the programs that the tests check drydock against, from Debian's packages, when one is missing and we are root.
# Without them the tests that need one skip (and fail under CI=true).
set -euo pipefail

declare -A package_of=(
  [dockerd]=docker.io [docker]=docker.io [buildah]=buildah [podman]=podman [skopeo]=skopeo [docker-registry]=docker-registry
  [chromium]=chromium [rpm]=rpm [rpmbuild]=rpm [zstd]=zstd [dpkg]=dpkg [busybox]=busybox-static
  [git]=git [gpg]=gpg [keytool]=default-jre-headless [mkpasswd]=whois [openssl]=openssl [pip3]=python3-pip
  [python3]=python3 [rsync]=rsync [ruby]=ruby [sqlite3]=sqlite3 [ssh-keygen]=openssh-client [tar]=tar [xz]=xz-utils
)
missing=()
for command in "${!package_of[@]}"; do
  PATH="$PATH:/usr/sbin:/sbin" command -v "$command" >/dev/null 2>&1 || missing+=("${package_of[$command]}")
done
[ "${#missing[@]}" -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
  echo "Missing for the tests: ${missing[*]}. Install them, or run as root on Debian; the tests that need them skip." >&2
  exit 0
fi
echo "Installing for the tests: ${missing[*]}" >&2
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
