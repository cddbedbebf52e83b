// Package gate checks what a model wrote against the sentences that it cites: a
// statement is shown only when each of its figures stands in a cited sentence, with
// the same value, for the same thing.
//
//	statement  到10月，规上工业产值468200万元 [1]
//	                     └──name──┘└value─┘
//	cited      1-10月，全镇规上工业产值46.82亿元；规上工业增加值9.37亿元
//	           └period┘    └indicator┘└figure─┘  └─────rival─────────┘
//
// Everything here is a pure function of the statement and its sentences. Where it
// can't be decided whether a statement is right, it fails: the reader then gets the
// verbatim sentence. What a statement says without figures is checked for place, year,
// plan and negation only; whether its words are the report's is its caller's to see.
//
// A statement takes this way:
//
//	calculation.go  what it calculates is evaluated and taken out (expression.go)
//	place.go        the places that it names; period.go its years
//	claim.go        its figures with the words around each
//	quantity.go     cited figures of that value and dimension
//	bind.go         is it of what the statement says? evidence.go: the words that
//	                tell; name.go: how much of a name they say (wording.go);
//	                near.go: near names; rival.go: others that could be meant
//	bearer.go       of which village or company, and a share of what
//	direction.go    up or down; comparison.go more or less than another
//	status.go       reached, expected or intended
//	number.go       digits that are no figures; outcome.go amounts in words
//	negation.go     what is denied
package gate
