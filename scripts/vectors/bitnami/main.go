// Bitnami's own go-version. Reads questions, writes answers (see refresh.ts).
//
//	cd scripts/vectors/bitnami && go mod init vectors && go mod tidy && go run .
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/bitnami/go-version/pkg/version"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		question := strings.Split(lines.Text(), "\t")
		fmt.Println(answer(question[0], question[1], question[2]))
	}
}

func answer(kind, a, b string) string {
	left, err := version.Parse(a)
	if err != nil {
		return "?"
	}
	if kind == "cmp" {
		right, err := version.Parse(b)
		if err != nil {
			return "?"
		}
		order := left.Compare(right)
		return "<=>"[order+1 : order+2]
	}
	constraints, err := version.NewConstraints(b)
	if err != nil {
		return "?"
	}
	if constraints.Check(left) {
		return "in"
	}
	return "out"
}
