package retrieval
import ("testing";"os";"fmt";"os/exec";"path/filepath";"strings")
func TestZZ(t *testing.T) {
	m := t.TempDir()
	sh := func(a ...string) { if out, err := exec.Command(a[0], a[1:]...).CombinedOutput(); err != nil { t.Fatal(a, string(out)) } }
	sh("mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", m)
	defer sh("umount", "-l", m)
	dir := t.TempDir()
	write(t, dir, map[string]string{"a.txt": report("岚溪镇", 1)})
	s, err := Open(t.Context(), m, Options{})
	if err != nil { t.Fatal(err) }
	sync1(t, s, &fakeEmbedder{dim:4}, SyncOptions{Model: "m"}, dir)
	fmt.Println(os.Getpagesize())
	for i := range 20 {
		write(t, dir, map[string]string{fmt.Sprint(i)+"b.txt": strings.Repeat(report("禾浦镇", 2), 20)})
	}
	r, err := Sync(t.Context(), s, &fakeEmbedder{dim:4}, []string{dir}, SyncOptions{Model: "m"})
	fmt.Println("full:", err, "|", Hint(err), r.Added)
	wantWhole(t, s, len(sources(t, s)))
	fmt.Println("left", len(sources(t, s)))
	fmt.Println("close", s.Close())
	ents, _ := os.ReadDir(m)
	for _, e := range ents { i, _ := e.Info(); fmt.Println(e.Name(), i.Size()) }
	sh("mount", "-o", "remount,size=4m", m)
	s, err = Open(t.Context(), m, Options{})
	if err != nil { t.Fatal(err) }
	wantCounts(t, sync1(t, s, &fakeEmbedder{dim:4}, SyncOptions{Model: "m"}, dir), count{Added: 20-r.Added, Unchanged: 1+r.Added})
	wantWhole(t, s, 21)
	s.Close()
	sh("mount", "-o", "remount,ro", m)
	_, err = Open(t.Context(), m, Options{})
	fmt.Println("ro rw:", err, "|", Hint(err))
	_, err = Open(t.Context(), filepath.Join(m, "new"), Options{})
	fmt.Println("ro new:", err, "|", Hint(err))
	s, err = Open(t.Context(), m, Options{ReadOnly: true})
	fmt.Println("ro ro:", err, "|", Hint(err))
	if err == nil { wantWhole(t, s, 21); s.Close() }
}
