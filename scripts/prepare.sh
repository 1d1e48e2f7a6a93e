# Sourced by every command of bin/: installs what is missing and finds a Node that can run us.
# prepare run       what the program needs
# prepare develop   also what tests and checks need
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

major() { "$1" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }

prepare() {
  command -v node >/dev/null 2>&1 && [ "$(major node)" -ge 20 ] || {
    echo "Cần Node.js 20 trở lên (https://nodejs.org) / Node.js 20 or newer is needed." >&2; exit 1; }
  command -v npm >/dev/null 2>&1 || { echo "Cần npm, thường đi cùng Node.js / npm is needed." >&2; exit 1; }
  want=$(cksum < package-lock.json)
  have=$(cat node_modules/.motcua-installed 2>/dev/null || true)
  case "$have" in
    "$want develop") ;;
    "$want run") [ "$1" = run ] || install_packages develop ;;
    *) install_packages "$1" ;;
  esac
  find_node
}

# No install script of any package runs: what they would do, the program does itself where it needs it.
install_packages() {
  echo "Đang cài các gói (một lần)… / installing packages, once…" >&2
  if [ "$1" = run ]; then npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error >&2
  else npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2; fi
  echo "$want $1" > node_modules/.motcua-installed
}

# The machine's own Node when it is new enough, else the exact one that came with the packages.
find_node() {
  NODE=$(command -v node)
  if [ "$(major "$NODE")" -lt 24 ]; then
    for NODE in "$root"/node_modules/node-*/bin/node; do [ -e "$NODE" ] && break; done
    chmod +x "$NODE" 2>/dev/null || true
    "$NODE" --version >/dev/null 2>&1 || { echo "Máy này cần Node.js 24 trở lên / Node.js 24 or newer is needed on this machine." >&2; exit 1; }
  fi
  PATH="$(dirname "$NODE"):$root/node_modules/.bin:$PATH"
  export PATH
}

# Bundles the sources when one of them is newer than the last bundle.
build() {
  if [ ! -e .build/done ] || [ -n "$(find src package-lock.json scripts/build.ts -newer .build/done -print -quit)" ]; then
    "$NODE" scripts/build.ts >&2
  fi
}
