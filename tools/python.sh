# Read by the scripts in bin/: goes to the root of this copy and finds a Python that can set it up.
if [ -n "${FANDOM_DATA:-}" ]; then
  case $FANDOM_DATA in /*) ;; *) FANDOM_DATA=$PWD/$FANDOM_DATA ;; esac
  export FANDOM_DATA
fi
# A house is a dozen processes: each would compile all of it again.
unset PYTHONDONTWRITEBYTECODE
cd "$root" || exit 1
python=
for name in "${FANDOM_PYTHON:-}" "$root/.venv/bin/python" python3 python3.14 python3.13 python3.12 python3.11 python; do
  if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "Fandom needs Python 3.11 or later: install it, or name one in FANDOM_PYTHON." >&2
  exit 1
fi
