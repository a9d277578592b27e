/** Words that stand around names: titles, forms of address, particles, legal forms of companies. */
import { wordSet } from './word-set.ts'

/** Academic and noble titles and their parts; dropped from names. */
export const titles = wordSet(
  `dr dres prof professor professorin doktor dipl diplom ing ingenieur mag magister med phil jur iur nat rer pol oec hc habil
  ba bsc msc llb llm mba phd md lic cand stud dott pd privatdozent univ fh graf grafin baron baronin freiherr freifrau frhr
  pfarrer pastor pfr rev sir dame lord lady esq jr sr`,
)

/** Forms of address behind which a surname alone names a person. German, English, Turkish, Polish, French, Spanish, Italian. */
export const formsOfAddress = wordSet(
  `frau frl fraulein herr herrn hr fr familie fam eheleute mr mrs ms miss mister madam
  bay bayan pan pani panie panstwo monsieur madame mme mlle senor senora sr sra signor signora`,
)

/** Particles that belong to a surname but are written in many ways, or left out. */
export const particles = wordSet(
  `von vom van v d zu zum zur der den dem des de del della delle dello di da das dos do du la le les lo los las
  al el ul bin ben ibn bint abu abd ter ten tot te op af av san st mc mac o und y e auf am an im in of`,
)

/** Legal forms; a company is the same with and without. */
export const legalForms = wordSet(
  `gmbh ggmbh mbh ag kg kgaa ohg gbr ug se ev eg ek ekfr co cokg gmbhco inh haftungsbeschrankt beschrankt
  ltd limited llc llp inc corp plc bv nv sarl sas spa srl sa oy oyj ab aps doo spzoo zoo kft pte pty`,
)

/** Legal forms that are written as single letters with full stops: e. V., e. K., e. G. */
export const splitLegalForms = wordSet('ev ek eg')

/** Words that join the parts of a company's name and are exchanged for "&". */
export const companyJoints = wordSet('und and u et y')
