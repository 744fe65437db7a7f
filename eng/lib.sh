# SPDX-License-Identifier: Apache-2.0
# What the scripts in eng/ share. Sourced, never run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
artifacts=$root/artifacts
configuration=Release
cli_output=$root/src/Cli/bin/$configuration/net10.0
cli_assembly=HocBaSo.Signing.Cli.dll

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_CLI_UI_LANGUAGE=en LC_ALL=C.UTF-8
# Build nodes end with the build.
export MSBUILDDISABLENODEREUSE=1

# The compiler server is the scripts' own, under a name that nobody else uses, so that it can be ended afterwards.
compiler_id=hbs-$$

say() { printf '\n==> %s\n' "$*" >&2; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Ends the compiler server that this script started; it would wait ten minutes for more work.
stop_compiler() {
  local directory command
  for directory in /proc/[0-9]*; do
    command=$(tr '\0' ' ' 2>/dev/null <"$directory/cmdline") || continue
    case $command in
      *VBCSCompiler*"-pipename:$compiler_id"*) kill "${directory#/proc/}" 2>/dev/null || true ;;
    esac
  done
}

# Only one script builds at a time: obj/ and bin/ are shared.
lock_build() {
  mkdir -p "$artifacts"
  exec 8>"$artifacts/build.lock"
  flock -n 8 || {
    printf 'waiting for another build of this folder …\n' >&2
    flock 8
  }
}

unlock_build() { exec 8>&-; }

need_dotnet() {
  command -v dotnet >/dev/null ||
    fail "the .NET SDK 10.0 is missing. Install it (Ubuntu: apt-get install dotnet-sdk-10.0; Debian: Microsoft's packages) and run this again."
  (cd "$root" && dotnet --version >/dev/null 2>&1) ||
    fail "this repository needs the .NET SDK 10.0; found only: $(dotnet --list-sdks | tr '\n' ' ')"
}

# Restores packages; when lock files are there, exactly what they say.
restore() {
  local locked=()
  if [ -f "$root/src/Core/packages.lock.json" ] && [ -z "${HOCBASO_UNLOCKED:-}" ]; then
    locked=(--locked-mode)
  fi
  (cd "$root" && dotnet restore -v quiet "${locked[@]}" "$@" 8>&-)
}

# Builds without restoring. A lock held by this script is not handed to the servers that the build starts.
compile() {
  (cd "$root" && dotnet build --no-restore -c "$configuration" -v quiet -clp:NoSummary \
    -p:SharedCompilationId="$compiler_id" "$@" 8>&-)
}
