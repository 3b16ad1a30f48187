// The states and territories of ISO 3166-1: alpha-3, alpha-2, numeric, name in Somali.
// Made from countries.csv, and a test compares the two. Somali is here because browsers carry no
// Somali names; the other languages come from the runtime (Intl.DisplayNames).

/** Rows `alpha3 alpha2 numeric name` with `|` between. */
export const COUNTRY_ROWS =
  'ABW AW 533 Aruba|AFG AF 004 Afgaanistaan|AGO AO 024 Angoola|AIA AI 660 Anguula|' +
  'ALA AX 248 Jasiiradda Aland|ALB AL 008 Albaaniya|AND AD 020 Andora|' +
  'ARE AE 784 Midawga Imaaraatka Carabta|ARG AR 032 Arjentiina|ARM AM 051 Armeeniya|' +
  'ASM AS 016 Samowa Ameerika|ATA AQ 010 Antaarktika|' +
  'ATF TF 260 Dhul xadeedka Koonfureed ee Faransiiska|ATG AG 028 Antigua & Barbuuda|' +
  'AUS AU 036 Awstaraaliya|AUT AT 040 Awsteriya|AZE AZ 031 Asarbajan|BDI BI 108 Burundi|' +
  'BEL BE 056 Biljam|BEN BJ 204 Biniin|BES BQ 535 Karibiyaan Nadarlands|' +
  'BFA BF 854 Burkiina Faaso|BGD BD 050 Bangaladhesh|BGR BG 100 Bulgaariya|BHR BH 048 Baxreyn|' +
  'BHS BS 044 Bahaamas|BIH BA 070 Boosniya & Harsegofina|BLM BL 652 St. Baathelemiy|' +
  'BLR BY 112 Belarus|BLZ BZ 084 Beliis|BMU BM 060 Barmuuda|BOL BO 068 Boliifiya|' +
  'BRA BR 076 Baraasiil|BRB BB 052 Baarbadoos|BRN BN 096 Buruneey|BTN BT 064 Buutan|' +
  'BVT BV 074 Buufet Island|BWA BW 072 Botuswaana|CAF CF 140 Jamhuuriyadda Afrikada Dhexe|' +
  'CAN CA 124 Kanada|CCK CC 166 Jasiiradda Kookoos|CHE CH 756 Swiiserlaand|CHL CL 152 Jili|' +
  'CHN CN 156 Shiinaha|CIV CI 384 Ayfori Koost|CMR CM 120 Kaameruun|' +
  'COD CD 180 Jamhuuriyadda Dimuquraadiga Kongo|COG CG 178 Kongo|COK CK 184 Jasiiradda Kook|' +
  'COL CO 170 Koloombiya|COM KM 174 Komooros|CPV CV 132 Jasiiradda Kayb Faarde|' +
  'CRI CR 188 Costa Rica|CUB CU 192 Kuuba|CUW CW 531 Kurakaaw|CXR CX 162 Jasiiradda Kirismas|' +
  'CYM KY 136 Cayman Islands|CYP CY 196 Qubrus|CZE CZ 203 Jekiya|DEU DE 276 Jarmal|' +
  'DJI DJ 262 Jabuuti|DMA DM 212 Dominika|DNK DK 208 Denmark|' +
  'DOM DO 214 Jamhuuriyaddda Dominika|DZA DZ 012 Aljeeriya|ECU EC 218 Ikuwadoor|' +
  'EGY EG 818 Masar|ERI ER 232 Eritreeya|ESH EH 732 Saxaraha Galbeed|ESP ES 724 Isbeyn|' +
  'EST EE 233 Estooniya|ETH ET 231 Itoobiya|FIN FI 246 Finland|FJI FJ 242 Fiji|' +
  'FLK FK 238 Jaziiradaha Fooklaan|FRA FR 250 Faransiis|FRO FO 234 Jasiiradda Faroo|' +
  'FSM FM 583 Mikroneesiya|GAB GA 266 Gaaboon|GBR GB 826 Boqortooyada Midowday|' +
  'GEO GE 268 Joorjiya|GGY GG 831 Guurnsey|GHA GH 288 Gaana|GIB GI 292 Gibraltar|' +
  'GIN GN 324 Gini|GLP GP 312 Guadeluub|GMB GM 270 Gambiya|GNB GW 624 Gini-Bisaaw|' +
  'GNQ GQ 226 Ekuwatooriyal Gini|GRC GR 300 Giriig|GRD GD 308 Giriinaada|GRL GL 304 Greenland|' +
  'GTM GT 320 Guwaatamaala|GUF GF 254 Faransiis Gini|GUM GU 316 Guaam|GUY GY 328 Guyana|' +
  'HKG HK 344 Hong Kong|HMD HM 334 Jasiiradda Haad & MakDonald|HND HN 340 Honduras|' +
  'HRV HR 191 Korweeshiya|HTI HT 332 Haiti|HUN HU 348 Hangari|IDN ID 360 Indoneesiya|' +
  'IMN IM 833 Jasiiradda Isle of Man|IND IN 356 Hindiya|' +
  'IOT IO 086 Dhul xadeedka Badweynta Hindiya ee Ingiriiska|IRL IE 372 Ayrlaand|' +
  'IRN IR 364 Iiraan|IRQ IQ 368 Ciraaq|ISL IS 352 Ayslaand|ISR IL 376 Israaʼiil|' +
  'ITA IT 380 Talyaani|JAM JM 388 Jamaaika|JEY JE 832 Jaarsey|JOR JO 400 Urdun|' +
  'JPN JP 392 Jabaan|KAZ KZ 398 Kasaakhistaan|KEN KE 404 Kenya|KGZ KG 417 Kirgistaan|' +
  'KHM KH 116 Kamboodiya|KIR KI 296 Kiribati|KNA KN 659 St. Kitts iyo Nevis|' +
  'KOR KR 410 Kuuriyada Koonfureed|KWT KW 414 Kuwayt|LAO LA 418 Laos|LBN LB 422 Lubnaan|' +
  'LBR LR 430 Laybeeriya|LBY LY 434 Liibya|LCA LC 662 St. Lusia|LIE LI 438 Liyjtensteyn|' +
  'LKA LK 144 Sirilaanka|LSO LS 426 Losooto|LTU LT 440 Lituweeniya|LUX LU 442 Luksemboorg|' +
  'LVA LV 428 Latfiya|MAC MO 446 Makaaw|MAF MF 663 St. Maartin|MAR MA 504 Morooko|' +
  'MCO MC 492 Moonako|MDA MD 498 Moldofa|MDG MG 450 Madagaskar|MDV MV 462 Maaldiifis|' +
  'MEX MX 484 Meksiko|MHL MH 584 Jasiiradda Maarshal|MKD MK 807 Masedooniya Waqooyi|' +
  'MLI ML 466 Maali|MLT MT 470 Maalta|MMR MM 104 Mayanmar|MNE ME 499 Moontenegro|' +
  'MNG MN 496 Mongooliya|MNP MP 580 Jasiiradda Waqooyiga Mariaana|MOZ MZ 508 Musambiik|' +
  'MRT MR 478 Muritaaniya|MSR MS 500 Montserrat|MTQ MQ 474 Maartinik|MUS MU 480 Mawrishiyaas|' +
  'MWI MW 454 Malaawi|MYS MY 458 Malaysiya|MYT YT 175 Mayotte|NAM NA 516 Namiibiya|' +
  'NCL NC 540 Jasiiradda Niyuu Kaledooniya|NER NE 562 Nayjer|NFK NF 574 Jasiiradda Noorfolk|' +
  'NGA NG 566 Nayjeeriya|NIC NI 558 Nikaraaguwa|NIU NU 570 Niue|NLD NL 528 Nederlaands|' +
  'NOR NO 578 Noorweey|NPL NP 524 Nebaal|NRU NR 520 Nauru|NZL NZ 554 Niyuusiilaand|' +
  'OMN OM 512 Cumaan|PAK PK 586 Bakistaan|PAN PA 591 Baanama|PCN PN 612 Bitkairn|' +
  'PER PE 604 Beeru|PHL PH 608 Filibiin|PLW PW 585 Balaaw|PNG PG 598 Babwa Niyuu Gini|' +
  'POL PL 616 Booland|PRI PR 630 Bueerto Riiko|PRK KP 408 Kuuriyada Waqooyi|' +
  'PRT PT 620 Bortugaal|PRY PY 600 Baraguaay|' +
  'PSE PS 275 Dhulka Falastiiniyiinta daanta galbeed iyo marinka qasa|' +
  'PYF PF 258 Booliyneesiya Faransiiska|QAT QA 634 Qadar|REU RE 638 Riyuuniyon|' +
  'ROU RO 642 Rumaaniya|RUS RU 643 Ruush|RWA RW 646 Ruwanda|SAU SA 682 Sacuudi Carabiya|' +
  'SDN SD 729 Suudaan|SEN SN 686 Sinigaal|SGP SG 702 Singaboor|' +
  'SGS GS 239 Jasiiradda Joorjiyada Koonfureed & Sandwij|SHN SH 654 Saynt Helena|' +
  'SJM SJ 744 Jasiiradda Sfaldbaad & Jaan Mayen|SLB SB 090 Jasiiradda Solomon|' +
  'SLE SL 694 Siraaliyoon|SLV SV 222 El Salfadoor|SMR SM 674 San Marino|SOM SO 706 Soomaaliya|' +
  'SPM PM 666 St. Pierre iyo Miquelon|SRB RS 688 Seerbiya|SSD SS 728 Koonfur Suudaan|' +
  'STP ST 678 Sao Tome & Birincibal|SUR SR 740 Surineym|SVK SK 703 Islofaakiya|' +
  'SVN SI 705 Islofeeniya|SWE SE 752 Iswidhan|SWZ SZ 748 Eswaatiini|SXM SX 534 Siint Maarteen|' +
  'SYC SC 690 Sishelis|SYR SY 760 Suuriya|TCA TC 796 Turks & Kaikos Island|TCD TD 148 Jaad|' +
  'TGO TG 768 Toogo|THA TH 764 Taylaand|TJK TJ 762 Tajikistan|TKL TK 772 Tokelaaw|' +
  'TKM TM 795 Turkmenistan|TLS TL 626 Timor-Leste|TON TO 776 Tonga|' +
  'TTO TT 780 Tirinidaad & Tobago|TUN TN 788 Tuniisiya|TUR TR 792 Turki|TUV TV 798 Tufaalu|' +
  'TWN TW 158 Taywaan|TZA TZ 834 Tansaaniya|UGA UG 800 Ugaanda|UKR UA 804 Yukrayn|' +
  'UMI UM 581 Jasiiradaha ka baxsan Maraykanka|URY UY 858 Uruguwaay|USA US 840 Maraykanka|' +
  'UZB UZ 860 Usbakistan|VAT VA 336 Magaalada Faatikaan|VCT VC 670 St. Finsent & Girenadiins|' +
  'VEN VE 862 Fenisuweela|VGB VG 092 Biritish Farjin Island|VIR VI 850 U.S Fargin Island|' +
  'VNM VN 704 Fiyetnaam|VUT VU 548 Fanuaatu|WLF WF 876 Walis & Futuna|WSM WS 882 Samoowa|' +
  'YEM YE 887 Yaman|ZAF ZA 710 Koonfur Afrika|ZMB ZM 894 Saambiya|ZWE ZW 716 Simbaabwe';
