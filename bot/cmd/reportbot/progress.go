package main

import (
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// progress is a bar on standard error; without a terminal it does nothing.
type progress struct {
	name string
	all  *mpb.Progress
	bar  *mpb.Bar
}

func newProgress(t terminal, name string) *progress {
	p := &progress{name: name}
	if isTerminal(t.err) {
		p.all = mpb.New(mpb.WithOutput(t.err), mpb.WithWidth(48))
	}
	return p
}

func (p *progress) set(done, total int) {
	if p.all == nil || total == 0 {
		return
	}
	if p.bar == nil {
		p.bar = p.all.AddBar(int64(total), mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name(p.name+" "), decor.CountersNoUnit("%d/%d")),
			mpb.AppendDecorators(decor.AverageETA(decor.ET_STYLE_GO)))
	}
	p.bar.SetTotal(int64(total), false)
	p.bar.SetCurrent(int64(done))
}

func (p *progress) done() {
	if p.bar != nil {
		p.bar.SetTotal(-1, true)
	}
	if p.all != nil {
		p.all.Wait()
	}
}
