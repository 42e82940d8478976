# Sets $python to a Python of at least 3.11 that can make a .venv, or says what is missing and stops.
# STAASTED_PYTHON names one; otherwise the system's own, then the first on the path that will do
# (docs/decisions/0061-the-systems-own-python.md).
python=
system=/usr/bin/python3
for candidate in "${STAASTED_PYTHON:-$system}" python3 python3.13 python3.12 python3.11 python3.14 python; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    python=${python:-$candidate} # one without venv is named where none is better
    if [ "$candidate" = "${STAASTED_PYTHON:-}" ] || "$candidate" -c 'import ensurepip' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Ståsted needs Python 3.11 or later, and none was found on the path." >&2
    echo "Install one (Debian and Ubuntu: sudo apt install python3 python3-venv)," >&2
    echo "or name one: STAASTED_PYTHON=/path/to/python3 $0" >&2
    exit 1
fi
