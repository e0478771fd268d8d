# Reads process groups, "+ PID" to add one and "- PID" to remove it, and kills the remaining ones when its input ends:
# that is when the process that writes to it has ended, however that was.
trap '' INT TERM HUP
groups=' '
while read -r sign pid; do
  case $sign in
    +) groups="$groups$pid " ;;
    -) groups="${groups%% "$pid" *} ${groups#* "$pid" }" ;;
  esac
done
for pid in $groups; do kill -KILL "-$pid" 2> /dev/null; done
