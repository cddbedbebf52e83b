// Package figure reads the numbers of a sentence with what they belong to:
// indicator, value, unit, period, status and mask.
//
//	1-9月，全镇规上工业产值55.61亿元，同比增长23.82%；自营出口xx.x亿元
//	└period┘  └──indicator─┘└─level─┘     └─change┘    └─────┘└─masked┘
//
// A sentence is scanned for numbers and masks with their units (scan.go), what is
// a date, a name or an ordinal is left out (exclude.go), and each number is then
// bound to the words around it (bind.go): the noun before or behind it, the noun
// of the number before it (同比增长…), or one of several (A、B分别为…).
package figure
