"""Short invented news in many languages, with the usual encodings of each."""

from __future__ import annotations

WEST = ("windows-1252", "iso-8859-15", "macintosh")
MIDDLE = ("windows-1250", "iso-8859-2")
CYRILLIC = ("windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic")
BALTIC = ("windows-1257", "iso-8859-13")

TEXTS = {
    "de": (
        WEST,
        "Die Bücherei schließt im März für fünf Wochen. Über 300 Leser haben dagegen Einspruch erhoben, "
        "sagte die Bürgermeisterin am Dienstag. „Wir können die Räume nicht länger heizen“, erklärte sie dem "
        "Stadtrat.",
    ),
    "fr": (
        WEST,
        "La bibliothèque sera fermée pendant cinq semaines dès le début de l’été. Près de 300 lecteurs s’y "
        "sont opposés, a déclaré la mairie mardi. « Nous ne pouvons plus chauffer ces salles à ce coût élevé "
        "», dit-elle.",
    ),
    "es": (
        WEST,
        "La biblioteca cerrará durante cinco semanas en otoño. Más de 300 lectores se opusieron, según "
        "explicó la alcaldesa el miércoles. ¿Quién pagará la calefacción el próximo año? Nadie respondió en "
        "la sesión.",
    ),
    "pt": (
        WEST,
        "A biblioteca ficará fechada durante cinco semanas no verão. Mais de 300 leitores não concordam, "
        "disse a presidente da câmara na terça-feira. “Já não podemos pagar o aquecimento”, afirmou em "
        "reunião.",
    ),
    "it": (
        WEST,
        "La biblioteca chiuderà per cinque settimane perché il tetto è rotto. La città spenderà più di tre "
        "milioni, ha detto la sindaca martedì. Già 300 lettori hanno scritto: “Così non si può andare "
        "avanti”.",
    ),
    "sv": (
        WEST,
        "Biblioteket stänger i fem veckor på våren. Över 300 låntagare har protesterat, sade kommunalrådet "
        "på tisdagen. Vi har inte råd att värma upp salarna längre, förklarade hon för fullmäktige.",
    ),
    "nb": (
        WEST,
        "Biblioteket stenger i fem uker på våren. Over 300 lånere har klaget, sa ordføreren på tirsdag. Vi "
        "har ikke råd til å varme opp rommene lenger, forklarte hun før møtet ble hevet.",
    ),
    "fi": (
        WEST,
        "Kirjasto suljetaan viideksi viikoksi keväällä. Yli 300 lukijaa on tehnyt valituksen, sanoi "
        "pormestari tiistaina. Meillä ei ole enää varaa lämmittää näitä saleja, hän selitti työryhmälle.",
    ),
    "is": (
        WEST[:1],
        "Bókasafnið verður lokað í fimm vikur í vor. Yfir 300 lesendur hafa mótmælt, sagði bæjarstjórinn á "
        "þriðjudag. Við höfum ekki lengur efni á að hita þessi húsakynni, útskýrði hún fyrir ráðinu.",
    ),
    "en": (
        WEST,
        "The library closes in March – for five weeks. “We can’t heat these rooms any longer,” the mayor "
        "said. Repairs cost €3 million… and nobody’s sure who pays.",
    ),
    "pl": (
        MIDDLE,
        "Biblioteka będzie zamknięta przez pięć tygodni wiosną. Ponad 300 czytelników złożyło sprzeciw, "
        "powiedziała burmistrz we wtorek. Nie możemy już ogrzewać tych sal, wyjaśniła źle przygotowanej "
        "radzie.",
    ),
    "cs": (
        MIDDLE,
        "Knihovna bude na jaře pět týdnů zavřená. Více než 300 čtenářů podalo námitky, řekla v úterý "
        "starostka. Už nemůžeme ty sály vytápět, vysvětlila zastupitelům a dodala, že střecha je děravá.",
    ),
    "sk": (
        MIDDLE,
        "Knižnica bude na jar päť týždňov zatvorená. Viac ako 300 čitateľov podalo námietky, povedala v "
        "utorok primátorka. Už nemôžeme tieto sály vykurovať, vysvetlila poslancom a žiada štát o pomoc.",
    ),
    "hu": (
        MIDDLE,
        "A könyvtár tavasszal öt hétre bezár. Több mint 300 olvasó tiltakozott, közölte kedden a "
        "polgármester. Már nem tudjuk fűteni ezeket a termeket, magyarázta, és a tetőről is hullik a cserép, "
        "ezért őrt állítanak.",
    ),
    "ro": (
        MIDDLE,
        "Biblioteca va fi închisă cinci săptămâni la primăvară. Peste 300 de cititori au protestat, a spus "
        "marţi primăriţa. Nu mai putem încălzi aceste săli, a explicat ea, şi nici acoperişul nu mai ţine.",
    ),
    "hr": (
        MIDDLE,
        "Knjižnica će u proljeće biti zatvorena pet tjedana. Više od 300 čitatelja uložilo je prigovor, "
        "rekla je gradonačelnica u utorak. Ne možemo više grijati ove dvorane, objasnila je vijećnicima, a "
        "šteta je već velika.",
    ),
    "sl": (
        MIDDLE,
        "Knjižnica bo spomladi pet tednov zaprta. Več kot 300 bralcev je vložilo ugovor, je v torek povedala "
        "županja. Teh dvoran ne moremo več ogrevati, je pojasnila svetnikom, streha pa že dolgo pušča.",
    ),
    "et": (
        BALTIC,
        "Raamatukogu suletakse kevadel viieks nädalaks. Üle 300 lugeja esitas vastuväite, ütles linnapea "
        "teisipäeval. Me ei jõua neid saale enam kütta, selgitas ta volikogule, ja šokk oli suur.",
    ),
    "lv": (
        BALTIC,
        "Bibliotēka pavasarī tiks slēgta uz piecām nedēļām. Vairāk nekā 300 lasītāju iebilda, otrdien sacīja "
        "mēre. Mēs vairs nevaram apkurināt šīs zāles, viņa paskaidroja domei, un jumts jau gadiem tek.",
    ),
    "lt": (
        BALTIC,
        "Biblioteka pavasarį bus uždaryta penkioms savaitėms. Daugiau kaip 300 skaitytojų pareiškė "
        "prieštaravimą, antradienį sakė merė. Nebegalime šildyti šių salių, aiškino ji tarybai, stogas jau "
        "seniai kiauras.",
    ),
    "tr": (
        ("windows-1254",),
        "Kütüphane ilkbaharda beş hafta kapalı kalacak. 300’den fazla okur itiraz etti, dedi belediye "
        "başkanı salı günü. Bu salonları artık ısıtamıyoruz, diye açıkladı ve çatının da aktığını söyledi.",
    ),
    "el": (
        ("windows-1253", "iso-8859-7"),
        "Η βιβλιοθήκη θα κλείσει για πέντε εβδομάδες την άνοιξη. Πάνω από 300 αναγνώστες διαμαρτυρήθηκαν, "
        "είπε η δήμαρχος την Τρίτη. Δεν μπορούμε πια να θερμαίνουμε τις αίθουσες, εξήγησε.",
    ),
    "ru": (
        CYRILLIC,
        "Библиотека закроется на пять недель весной. Более 300 читателей подали возражения, сообщила мэр во "
        "вторник. Мы больше не можем отапливать эти залы, объяснила она депутатам.",
    ),
    "uk": (
        ("windows-1251", "koi8-u", "x-mac-cyrillic"),
        "Бібліотека зачиниться на п’ять тижнів навесні. Понад 300 читачів подали заперечення, повідомила "
        "міська голова у вівторок. Ми більше не можемо опалювати ці зали, пояснила вона й додала, що її дах "
        "протікає.",
    ),
    "bg": (
        ("windows-1251", "iso-8859-5", "x-mac-cyrillic"),
        "Библиотеката ще бъде затворена за пет седмици през пролетта. Над 300 читатели възразиха, каза "
        "кметицата във вторник. Вече не можем да отопляваме тези зали, обясни тя.",
    ),
    "sr": (
        ("windows-1251", "iso-8859-5"),
        "Библиотека ће у пролеће бити затворена пет недеља. Више од 300 читалаца уложило је приговор, рекла "
        "је градоначелница у уторак. Не можемо више да грејемо ове сале, објаснила је њима.",
    ),
    "be": (
        ("windows-1251", "koi8-u"),
        "Бібліятэка зачыніцца на пяць тыдняў увесну. Больш за 300 чытачоў падалі пярэчанні, паведаміла ў "
        "аўторак мэр. Мы больш не можам ацяпляць гэтыя залы, растлумачыла яна, і дах ужо цячэ.",
    ),
    "he": (
        ("windows-1255",),
        "הספרייה תיסגר לחמישה שבועות באביב. יותר משלוש מאות קוראים התנגדו, אמרה ראש העיר ביום שלישי. איננו "
        "יכולים עוד לחמם את האולמות האלה, הסבירה לחברי המועצה.",
    ),
    "ar": (
        ("windows-1256", "iso-8859-6"),
        "ستغلق المكتبة خمسة أسابيع في الربيع. اعترض أكثر من ثلاثمئة قارئ، كما قالت رئيسة البلدية يوم "
        "الثلاثاء. لم نعد نستطيع تدفئة هذه القاعات، وأوضحت أن السقف قديم أيضا.",
    ),
    "fa": (
        ("windows-1256",),
        "كتابخانه در بهار پنج هفته بسته مى شود. بيش از سيصد خواننده اعتراض كردند، شهردار روز سه شنبه گفت. "
        "ديگر نمى توانيم اين تالارها را گرم كنيم، او توضيح داد.",
    ),
    "th": (
        ("windows-874",),
        "ห้องสมุดจะปิดเป็นเวลาห้าสัปดาห์ในฤดูใบไม้ผลิ ผู้อ่านมากกว่าสามร้อยคนคัดค้าน "
        "นายกเทศมนตรีกล่าวเมื่อวันอังคาร เราไม่สามารถจ่ายค่าทำความร้อนได้อีกต่อไป",
    ),
    "ja": (
        ("shift_jis", "euc-jp"),
        "図書館は春に五週間閉館する。三百人以上の利用者が反対したと、市長が火曜日に述べた。「もうこ"
        "の部屋を暖房することはできない」と説明した。①屋根の修理も必要だ～という。",
    ),
    "ko": (
        ("euc-kr",),
        "도서관이 봄에 다섯 주 동안 문을 닫는다. 삼백 명이 넘는 독자가 반대했다고 시장이 화요일에 말했다. "
        "우리는 이 방들을 더 이상 난방할 수 없다고 설명했다.",
    ),
    "zh-Hans": (
        ("gbk", "gb18030"),
        "图书馆将在春天关闭五个星期。市长星期二表示，三百多名读者提出了反对意见。她向议会解释说：“"
        "我们再也没有钱给这些房间供暖了。”",
    ),
    "zh-Hant": (
        ("big5",),
        "圖書館將在春天關閉五個星期。市長星期二表示，三百多名讀者提出了反對意見。她向議會解釋說：「"
        "我們再也沒有錢給這些房間供暖了。」",
    ),
}
