package query
import ("testing";"os";"bytes")
func TestSmoke(t *testing.T){ data,_:=os.ReadFile("terms.tsv"); _,err:=ReadTerms(bytes.NewReader(data),"terms.tsv"); if err!=nil {t.Fatal(err)} }
