// SPDX-License-Identifier: Apache-2.0
// Copyright The isletsim developers
#include "scenarios/publications.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace isletsim;

using List = std::vector<std::string>;

TEST_CASE("a publication is listed once, however sources speak of it") {
  CHECK(publications_of(List{"Doe et al. 2001", "Doe et al. 2001 J Foo 12:34 (3-5 1/day)",
                             "Doe et al. 2001 J Foo 12:34: order of hours",
                             "derived: half of what they saw (Doe et al. 2001)",
                             "Doe et al. 2001 J Foo 12:34; rate assumed"}) ==
        List{"Doe et al. 2001 J Foo 12:34"});
  CHECK(publications_of(List{"Gong et al. 2014 (10.3892/mmr.2014.2053)",
                             "Gong et al. 2014: after the passage of the lung"}) ==
        List{"Gong et al. 2014 (10.3892/mmr.2014.2053)"});
  CHECK(
      publications_of(List{"Galeano Niño et al. 2020 (index)",
                           "Galeano Niño et al. 2020, doi:10.7554/eLife.56554, for CCR5: 0.15"}) ==
      List{"Galeano Niño et al. 2020, doi:10.7554/eLife.56554"});
}

TEST_CASE("different publications stay apart, and where a number was read is kept") {
  CHECK(publications_of(
            List{"Lee et al. 2020 and Cui et al. 2018, in popellab/SPQSP_PDAC, log: 3",
                 "van Stipdonk et al. 2001; Marée et al. 2006 Phil Trans R Soc A "
                 "364:1267: 0.5 1/day; Marée et al. 2005 J Theor Biol 233:533",
                 "Ganusov & Auerbach 2014 PLoS Comput Biol, 10.1371/j.1003586 (visit)"}) ==
        List{"Cui et al. 2018, in popellab/SPQSP_PDAC, log",
             "Ganusov & Auerbach 2014 PLoS Comput Biol, 10.1371/j.1003586", "Lee et al. 2020",
             "Marée et al. 2005 J Theor Biol 233:533",
             "Marée et al. 2006 Phil Trans R Soc A 364:1267", "van Stipdonk et al. 2001"});
}

TEST_CASE("what has no author and year is listed by its number, assumptions are not") {
  CHECK(publications_of(List{"PMC8466915 (in lupus mice)", "PMC8466915: they double",
                             "assumed: as T cells (Doe et al. 2001)", "chosen by the user",
                             "derived: a sphere of 10.5 um"}) == List{"PMC8466915"});
  CHECK(publications_of(List{"Trafficking of T cells, Blood 2012, 120:1432 (100-1000 a mouse)",
                             "Richardson et al. 2016 PMC5042874"}) ==
        List{"Richardson et al. 2016 PMC5042874", "Trafficking of T cells, Blood 2012, 120:1432"});
  CHECK(publications_of(List{}).empty());
}
