package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCmd struct{}

// Help is shown below the command's flags.
func (versionCmd) Help() string {
	return `Examples:
  reportbot version
  reportbot version --json`
}

// Run prints the version.
func (versionCmd) Run(g *globals, t terminal) error {
	if g.JSON {
		return t.printJSON(map[string]string{"version": version(), "go": runtime.Version(), "platform": platform()})
	}
	t.printf("%s\n", versionText())
	return nil
}

func versionText() string {
	return fmt.Sprintf("reportbot %s (%s, %s)", version(), runtime.Version(), platform())
}

func platform() string { return runtime.GOOS + "/" + runtime.GOARCH }

// version is the module's version, which go build makes of the commit; devel
// when it was built elsewhere.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return "devel"
	}
	return info.Main.Version
}
