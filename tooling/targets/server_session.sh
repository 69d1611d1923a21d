# What a server does for one publication, in POSIX sh: `sh -c THIS publier FOLDER WHO INPUT_TIMEOUT`.
#
# It holds the lock as long as it runs, and executes one command a line; an incomplete line is ignored. After each it
# answers with the result and then « ok ». Any failure ends it and releases the lock; so do INPUT_TIMEOUT seconds
# without a line, since the connection may be lost unnoticed: « alive » is the heartbeat.
#
#   FOLDER/current                     -> releases/ID/site, the public site: one rename switches it
#   FOLDER/releases/ID/site/           a whole site
#   FOLDER/releases/ID/manifest        its files, as sha256sum -c reads them
#   FOLDER/releases/ID/origin          where it comes from, a line of JSON
#   FOLDER/releases/.incoming-TOKEN/   one that is being uploaded; no two uploads share a token, so that one whose
#                                      publication was killed cannot write into another one
#   FOLDER/releases/.leaving-ID/       one that is being deleted
set -eu
umask 022
for tool in flock sha256sum find rsync; do
  command -v "$tool" >/dev/null || { echo "absent $tool"; exit 0; }
done
mkdir -p "$1/releases" 2>/dev/null && cd "$1" && [ -w . ] && [ -w releases ] || { echo forbidden; exit 0; }
exec 9>>.lock
flock -n 9 || { echo "busy $(cat .lock)"; exit 0; }
printf '%s\n' "$2" >.lock
silence=$3

# Gives the next line in $line. A reader of its own, without the lock, can be given a time; `read` can not.
heard() {
  line=$(timeout "$silence" sh -c 'IFS= read -r line && printf "%s\n" "$line"' 9>&-) && return 0
  [ $? -ne 124 ] || echo silent
  return 1
}

# What a killed publication left behind. Its upload may still be running for a moment: then the next one clears up.
rm -rf releases/.incoming-* releases/.leaving-* .current.next 2>/dev/null || :
echo ok

while heard; do
  IFS=' ' read -r word id token <<END
$line
END
  case $id$token in *[!0-9a-h-]*) echo "strange $id $token" >&2; exit 1 ;; esac
  case $word in
    alive) continue ;;
    state)
      date +%s
      if [ -L current ]; then readlink current; elif [ -e current ]; then echo no-link; else echo none; fi
      ls releases
      ;;
    manifest) timeout "$silence" cat "releases/$id/manifest" ;; # long enough to wait for one who reads no more
    origin) cat "releases/$id/origin" 2>/dev/null || : ;; # releases made by earlier versions have none
    begin) mkdir "releases/.incoming-$token" ;;
    accept)
      cd "releases/.incoming-$token/site"
      sha256sum --check --quiet --strict ../manifest >&2
      [ "$(find . -type f | wc -l)" -eq "$(wc -l <../manifest)" ]
      # A page that a visitor opened before asks for styles and scripts of that time: their names never come twice.
      cat ../../*/manifest 2>/dev/null | cut -c 67- | grep -E '^theme/.*\.[0-9a-f]{10}\.[a-z0-9.]+$' | sort -u |
        while IFS= read -r file; do
          for old in ../../*/site/"$file"; do
            [ -e "$file" ] || [ ! -e "$old" ] || { mkdir -p "${file%/*}" && ln "$old" "$file"; }
          done
        done
      cd ../../..
      sync
      mv -T "releases/.incoming-$token" "releases/$id"
      ;;
    switch)
      ln -s "releases/$id/site" .current.next
      mv -T .current.next current
      sync
      ;;
    remove)
      mv -T "releases/$id" "releases/.leaving-$id"
      rm -rf "releases/.leaving-$id"
      ;;
    *) echo "unknown $word" >&2; exit 1 ;;
  esac
  echo ok
done
