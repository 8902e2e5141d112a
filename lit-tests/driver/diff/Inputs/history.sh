# Makes a git repository of a folder: the tags `first` and `broken`, then `main`, then a change that is not committed.
set -eu
cd "$1"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
commit() {
  git add --all
  git -c user.name=me -c user.email=me@example.org commit --quiet --message "$1"
}
git init --quiet --initial-branch=main
commit first
git tag first
printf 'images:\n  nope:\n' >site/deploy.yml
commit broken
git tag broken
echo 'images: { db: , web: { env: [MODE=second] } }' >site/deploy.yml
commit second
echo 'images: { db: , web: { env: ["MODE=not committed"] } }' >site/deploy.yml
