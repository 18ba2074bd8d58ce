#!/bin/sh
# Opens an issue for each gap in this folder, with the GitHub CLI (gh), and skips gaps that have one already, open or closed.
# What is given to this script goes to gh, such as: ./create.sh --repo OWNER/NAME
# Every text of an issue is read from its file; nothing of it is ever run.
set -eu
cd "$(dirname "$0")"
body="$(mktemp)"
trap 'rm -f "$body"' EXIT

for file in ./*.md; do
  marker="$(sed -n '/^<!-- tickmark-gap: [A-Za-z0-9._-]* -->$/{p;q;}' "$file")"
  title="$(sed -n 's/^title: "\(.*\)"$/\1/p;/^title: /q' "$file")"
  labels="$(sed -n 's/^labels: \[\([a-z0-9._, -]*\)\]$/\1/p;/^labels: /q' "$file" | tr -d ' ')"
  if [ -z "$marker" ] || [ -z "$title" ]; then
    echo "$file: no gap; skipped"
    continue
  fi
  gap="${marker#<!-- }"
  gap="${gap% -->}"
  # The search finds what is alike; the marker itself decides. Where gh fails, so does this script, before it opens anything twice.
  alike="$(gh issue list --state all --limit 100 --search "\"$gap\" in:body" --json body --jq '.[].body' "$@")"
  if printf '%s\n' "$alike" | tr -d '\r' | grep -qxF -e "$marker"; then
    echo "$file: has an issue; skipped"
    continue
  fi
  # The body begins after the second line of three dashes.
  awk 'seen >= 2 { print } /^---$/ { seen++ }' "$file" >"$body"
  old_ifs="$IFS"
  IFS=,
  for label in $labels; do
    gh label create "$label" "$@" >/dev/null 2>&1 || true
  done
  IFS="$old_ifs"
  gh issue create --title "$title" --body-file "$body" --label "$labels" "$@"
done
