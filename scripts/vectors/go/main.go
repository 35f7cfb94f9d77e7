// golang.org/x/mod/semver, and go/version for names of toolchains. Reads questions, writes answers (see refresh.ts).
//
//	cd scripts/vectors/go && go mod init vectors && go mod tidy && go run .
package main

import (
	"bufio"
	"fmt"
	"go/version"
	"os"
	"regexp"
	"strings"

	"golang.org/x/mod/semver"
)

var comparison = regexp.MustCompile(`^\s*([=<>!]*)\s*(\S+)\s*$`)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		question := strings.Split(lines.Text(), "\t")
		fmt.Println(answer(question[0], question[1], question[2]))
	}
}

func answer(kind, a, b string) string {
	if kind == "cmp" {
		order, ok := compare(a, b)
		if !ok {
			return "?"
		}
		return "<=>"[order+1 : order+2]
	}
	found := "out"
	for _, alternative := range strings.Split(b, "||") {
		all := true
		for _, one := range strings.Split(alternative, ",") {
			parts := comparison.FindStringSubmatch(one)
			if parts == nil {
				return "?"
			}
			order, ok := compare(a, parts[2])
			if !ok {
				return "?"
			}
			all = all && holds(parts[1], order)
		}
		if all {
			found = "in"
		}
	}
	return found
}

func compare(a, b string) (int, bool) {
	if strings.HasPrefix(a, "go") && strings.HasPrefix(b, "go") {
		return version.Compare(a, b), version.IsValid(a) && version.IsValid(b)
	}
	a, b = "v"+strings.TrimPrefix(a, "v"), "v"+strings.TrimPrefix(b, "v")
	return semver.Compare(a, b), semver.IsValid(a) && semver.IsValid(b)
}

func holds(operator string, order int) bool {
	switch operator {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	case "!=":
		return order != 0
	}
	return order == 0
}
