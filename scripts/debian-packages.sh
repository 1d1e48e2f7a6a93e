# Browsers and judges that are not ours, for the tests: only as root on Debian; otherwise says what is missing.
wanted="chromium:chromium pdfsig:poppler-utils pdftoppm:poppler-utils zbarimg:zbar-tools"
missing=""
for pair in $wanted; do command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair##*:}"; done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing for tests:$missing" >&2
  apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "tests need these programs, please install them:$missing" >&2
  exit 1
fi
