// Texts in charsets older than UTF-8. The bytes were encoded by Python's codecs, apart from what is tested.

/** A paragraph and its bytes. */
export interface LegacyText {
  /** Label of the WHATWG Encoding Standard. */
  readonly charset: string;
  readonly text: string;
  readonly base64: string;
}

export const LEGACY_TEXTS: readonly LegacyText[] = [
  {
    charset: 'windows-1252',
    text: 'Les élèves de l’école ont façonné une maquette du vieux port : les quais, la grue à vapeur et même les cordages. « C’était très difficile », dit leur maîtresse, « mais l’œuvre est achevée – elle a coûté 40 €. »',
    base64:
      'TGVzIOls6HZlcyBkZSBskuljb2xlIG9udCBmYedvbm7pIHVuZSBtYXF1ZXR0ZSBkdSB2aWV1eCBwb3J0IDogbGVzIHF1YWlzLCBs' +
      'YSBncnVlIOAgdmFwZXVyIGV0IG3qbWUgbGVzIGNvcmRhZ2VzLiCrIEOS6XRhaXQgdHLocyBkaWZmaWNpbGUguywgZGl0IGxldXIg' +
      'bWHudHJlc3NlLCCrIG1haXMgbJKcdXZyZSBlc3QgYWNoZXbpZSCWIGVsbGUgYSBjb/t06SA0MCCALiC7',
  },
  {
    charset: 'iso-8859-2',
    text: 'Młynarz wrócił do wsi późną jesienią, gdy żółte liście leżały już na ścieżce. Sąsiedzi pytali go, skąd przyszedł i dlaczego milczał tyle lat. Odpowiedział, że woda w rzece płynie szybciej, niż człowiek umie opowiadać, i zamknął za sobą drzwi.',
    base64:
      'TbN5bmFyeiB3cvNjabMgZG8gd3NpIHDzvG6xIGplc2llbmmxLCBnZHkgv/OzdGUgbGm2Y2llIGxlv2GzeSBqdb8gbmEgtmNpZb9j' +
      'ZS4gU7FzaWVkemkgcHl0YWxpIGdvLCBza7FkIHByenlzemVksyBpIGRsYWN6ZWdvIG1pbGN6YbMgdHlsZSBsYXQuIE9kcG93aWVk' +
      'emlhsywgv2Ugd29kYSB3IHJ6ZWNlIHCzeW5pZSBzenliY2llaiwgbmm/IGN6s293aWVrIHVtaWUgb3Bvd2lhZGHmLCBpIHphbWtu' +
      'sbMgemEgc29isSBkcnp3aS4=',
  },
  {
    charset: 'shift_jis',
    text: '時計屋の主人は、毎朝六時に店の前を掃除する。その日も通りには誰もいなかったが、古い柱時計だけが少し遅れて鳴った。彼は首をかしげて、ガラス戸を開け、ﾈｼﾞをゆっくり巻いた。',
    base64:
      'jp6MdomugsyO5ZBsgs2BQZaIkqmYWo6egsmTWILMkU+C8JF8j5yCt4LpgUKCu4LMk/qC4JLKguiCyYLNkk6C4IKigsiCqYLBgr2C' +
      'qoFBjMOCopKMjp6MdoK+gq+Cqo+tgrWSeILqgsSWwoLBgr2BQpTegs2O8YLwgqmCtYKwgsSBQYNLg4mDWIzLgvCKSoKvgUHIvN6C' +
      '8ILkgsGCrYLoiqqCooK9gUI=',
  },
  {
    charset: 'euc-jp',
    text: '時計屋の主人は、毎朝六時に店の前を掃除する。その日も通りには誰もいなかったが、古い柱時計だけが少し遅れて鳴った。彼は首をかしげて、ガラス戸を開け、ネジをゆっくり巻いた。',
    base64:
      'u/6317KwpM6857/NpM+hosvoxKvPu7v+pMvFuaTOwbCk8sHdvfykuaTroaOkvaTOxvyk4sTMpOqky6TPw6+k4qSkpMqkq6TDpL+k' +
      'rKGiuMWkpMPsu/6316TApLGkrL6vpLfD2aTspMbMxKTDpL+ho8jgpM+886TypKukt6SypMahoqWspemlubjNpPKzq6SxoaKlzaW4' +
      'pPKk5qTDpK+k6rSspKSkv6Gj',
  },
  {
    charset: 'gb18030',
    text: '河边的茶馆每天早晨五点开门，老板先把炉子烧热，再把竹椅一张一张地摆好。客人们慢慢走来，谈论天气、庄稼和远方的儿女。有一位老人姓𠮷，他总是坐在靠窗的位置。',
    base64:
      'utOx37XEsui53cO/zOzU57O/zuW147+qw8WjrMDPsOXPyLDRwq/X08nVyMijrNTZsNHW8dLO0rvVxdK71cW12LDausOho7/NyMvD' +
      'x8L9wv3X38C0o6zMuMLbzOzG+KGi16+82rrN1La3vbXEtvnFrqGj09DSu867wM/Iy9DVlTSyNaOsy/vX3MrH1/jU2r+/tLC1xM67' +
      '1sOhow==',
  },
  {
    charset: 'big5',
    text: '河邊的茶館每天早晨五點開門，老闆先把爐子燒熱，再把竹椅一張一張地擺好。客人們慢慢走來，談論天氣、莊稼和遠方的兒女。有一位老人總是坐在靠窗的位置，安靜地看著船。',
    base64:
      'qmXD5Kq6r/nAXahDpNGmrbHhpK3CSbZ9qvmhQabRwfOl/afixGykbL9OvPahQaZBp+Kmy7TIpECxaaRAsWmmYcJcpm6hQ6vIpEit' +
      'zLpDukOoq6jToUG9zb3XpNGu8KFCsvi9W6lNu7ek6Kq6qOCka6FDprOkQKbsptGkSMFgrE+npKZivmG1oaq6puy4baFBpnfAUqZh' +
      'rN2127LuoUM=',
  },
  {
    charset: 'euc-kr',
    text: '강가의 찻집은 매일 아침 다섯 시에 문을 연다. 주인은 먼저 화로에 불을 피우고 의자를 하나씩 가지런히 놓는다. 손님들은 천천히 걸어와 날씨와 농사와 멀리 사는 자식들에 대해 이야기한다.',
    base64:
      'sK2wocDHIML+wf3AuiC4xcDPIL7GxKcgtNm8uCC9w7+hILmuwLsgv6y02S4gwdbAzsC6ILjVwPogyK23zr+hILrSwLsgx8e/7LDt' +
      'IMDHwNq4piDHz7Oqvr8gsKHB9rexyPcgs/W0wrTZLiC81bTUtenAuiDDtcO1yPcgsMm+7r/NILOvvr6/zSCz87vnv80guNa4riC7' +
      '57TCIMDavcS16b+hILTrx9ggwMy+37Hix9G02S4=',
  },
  {
    charset: 'koi8-r',
    text: 'Старый смотритель маяка каждый вечер поднимался по винтовой лестнице и зажигал лампу. Рыбаки говорили, что он помнит все корабли, прошедшие мимо мыса за сорок лет, и может назвать их по огням.',
    base64:
      '89TB0tnKINPNz9TSydTFzNggzcHRy8Egy8HWxNnKINfF3sXSINDPxM7JzcHM09Eg0M8g18nO1M/Xz8ogzMXT1M7Jw8UgySDawdbJ' +
      'x8HMIMzBzdDVLiDy2cLBy8kgx8/Xz9LJzMksIN7UzyDPziDQz83OydQg19PFIMvP0sHCzMksINDSz9vFxNvJxSDNyc3PIM3Z08Eg' +
      '2sEg08/Sz8sgzMXULCDJIM3P1sXUIM7B2tfB1Nggycgg0M8gz8fO0c0u',
  },
  {
    charset: 'windows-1251',
    text: 'Старый смотритель маяка каждый вечер поднимался по винтовой лестнице и зажигал лампу. Рыбаки говорили, что он помнит «все корабли», прошедшие мимо мыса за сорок лет — и может назвать их по огням.',
    base64:
      '0fLg8PvpIPHs7vLw6PLl6/wg7OD/6uAg6uDm5PvpIOLl9+XwIO/u5O3o7ODr8f8g7+4g4ujt8u7i7ukg6+Xx8u3o9uUg6CDn4Obo' +
      '4+DrIOvg7O/zLiDQ++Hg6ugg4+7i7vDo6+gsIPfy7iDu7SDv7uzt6PIgq+Lx5SDq7vDg4evouywg7/Du+OXk+OjlIOzo7O4g7Pvx' +
      '4CDn4CDx7vDu6iDr5fIglyDoIOzu5uXyIO3g5+Lg8vwg6PUg7+4g7uPt/+wu',
  },
  {
    charset: 'windows-1253',
    text: 'Ο παλιός φαροφύλακας ανέβαινε κάθε βράδυ τη στριφτή σκάλα και άναβε τη λάμπα. Οι ψαράδες έλεγαν ότι θυμάται όλα τα καράβια που πέρασαν από τον κάβο τα τελευταία σαράντα χρόνια.',
    base64:
      'zyDw4evp/PIg9uHx7/b96+Hq4fIg4e3d4uHp7eUg6tzo5SDi8dzk9SD05yDz9PHp9vTeIPPq3OvhIOrh6SDc7eHi5SD05yDr3Ozw' +
      '4S4gz+kg+OHx3OTl8iDd6+Xj4e0g/PTpIOj17Nz04ekg/OvhIPThIOrh8dzi6eEg8O/1IPDd8eHz4e0g4fD8IPTv7SDq3OLvIPTh' +
      'IPTl6+X19OHf4SDz4fHc7fThIPfx/O3p4S4=',
  },
  {
    charset: 'windows-1256',
    text: 'كان حارس المنارة العجوز يصعد كل مساء الدرج الحلزوني ويشعل المصباح. وكان الصيادون يقولون إنه يتذكر كل السفن التي مرت أمام الرأس منذ أربعين عاما، ويعرفها من أضوائها.',
    base64:
      '38fkIM3H0dMgx+Hj5MfRySDH4drM5tIg7dXazyDf4SDj08fBIMfhz9HMIMfhzeHS5uTtIObt1NrhIMfh49XIx80uIObfx+Qgx+HV' +
      '7cfP5uQg7d7m4ebkIMXk5SDtytDf0SDf4SDH4dPd5CDH4crtIOPRyiDD48fjIMfh0cPTIOPk0CDD0cja7eQg2sfjx6Eg5u3a0d3l' +
      'xyDj5CDD1ubHxuXHLg==',
  },
  {
    charset: 'windows-874',
    text: 'ร้านน้ำชาริมแม่น้ำเปิดทุกเช้าตั้งแต่ตีห้า เจ้าของร้านก่อไฟก่อน แล้วจึงจัดเก้าอี้ไม้ไผ่ทีละตัว ลูกค้าค่อย ๆ เดินมานั่งคุยกันเรื่องฝนฟ้า ข้าวในนา และลูกหลานที่อยู่ไกล',
    base64:
      'w+nSubnp06rSw9TB4cHouenT4LvUtLfYoeCq6dK10emn4bXotdXL6dIg4Kjp0qLNp8Pp0rmh6M3kv6Hozbkg4cXpx6jWp6jRtOCh' +
      '6dLN1enkwenkvOi31cXQtdHHIMXZoaTp0qTozcIg5iDgtNS5wdK50einpNjCodG54MPX6M2nvbm/6dIgounSx+O5udIg4cXQxdmh' +
      'y8XSubfV6M3C2ejkocU=',
  },
];

/** The bytes of a text. */
export function readBytes({ base64 }: LegacyText): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
