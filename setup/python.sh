# Sets $python to a Python of at least 3.11, or says what is missing and stops.
# STAASTED_PYTHON names one; otherwise the first that is new enough on the path.
python=
for candidate in "${STAASTED_PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
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
