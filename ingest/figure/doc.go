// Package figure reads the numbers of a sentence with what they belong to:
// indicator, value, unit, period, status and mask.
//
//	1-9月，全镇规上工业产值55.61亿元，同比增长23.82%；自营出口xx.x亿元
//	└period┘  └──indicator─┘└─level─┘     └─change┘    └─────┘└─masked┘
//
// A Chinese sentence takes this way:
//
//	text.go     runes, full-width signs folded
//	period.go   words of time (time.go, year.go): their numbers are no figures
//	scan.go     numbers (numeral.go, hannumeral.go), units (unit.go), ranges and
//	            ratios (span.go), ranks (rank.go), masks (mask.go)
//	exclude.go  what states nothing: dates, names, ordinals, articles, classes
//	words.go    what stands before and behind each number
//	lead.go     what the words before it say: verb, noun, change
//	noun.go     the noun behind it, up to the next verb
//	bind.go     the indicator: the noun before or behind the number, that of the
//	            number before it (同比增长…), one of several (row.go, group.go: A、B分别为…), or
//	            of the clause before (subject.go), with whose it is (owner.go: 投资2亿元的绿道)
//	            and what was won (award.go: 3家企业入选…)
//	status.go   reached, expected or intended, by the words before or behind (goal.go:
//	            低于6.5%的年初目标)
//	base.go     where a rise began: 由20%提高到23%
//	gap.go      a difference to another group, place or goal: 高于全省平均0.5个百分点
//	scope.go    whom or what it speaks of when not the whole place
//
// A ratio of the three sectors also tells their shares (shares.go).
// English sentences are read by the english files in the same order, rows of tables
// by table.go. Word lists stand in words.txt, units.txt, names.txt and english.txt.
//
// Nothing is read with a regular expression over the sentence: every rule looks at
// a bounded number of characters around a number, so that the time is linear in the
// length of the sentence.
package figure
