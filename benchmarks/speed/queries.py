"""What is asked: nine ordinary customers of ten, and a listed name with a slip of the keyboard.

The customers are made here from common names of many countries, so that every run anywhere asks the same.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from ostrakon.model import Kind

__all__ = ["Asked", "draw_customers", "draw_queries", "keep", "kept", "kept_by_listing", "with_a_slip"]

_ONE_IN = 10  # a listed name with a slip
_COMPANIES_IN = 7
_RARE_FAMILY_IN = 3
_MORE_GIVEN_IN = 4


class Asked(Struct, frozen=True):
    """A query by name. Some peers must be told the kind; we are not."""

    text: str
    kind: Kind


class _Names(Struct, frozen=True):
    """`beginnings` and `endings` make the family names that few people bear."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    family_first: bool


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _names(given: str, family: str, beginnings: str, endings: str, *, family_first: bool = False) -> _Names:
    return _Names(_words(given), _words(family), _words(beginnings), _words(endings), family_first)


_CULTURES = (
    _names(
        "James Mary John Linda Robert Susan Michael Karen David Emily George Olivia Harry Grace Oliver Ruth",
        "Smith Johnson Williams Brown Jones Miller Davis Wilson Taylor Clark Lewis Walker Hall Young King",
        "Ash Brad Hart Lang Nor Pem Rad Stan Thorn Whit Win Els Cal Bur",
        "ford ley ton well wick worth bury den combe field",
    ),
    _names(
        "Hans Petra Klaus Ursula Jürgen Sabine Wolfgang Heike Stefan Anja Uwe Birgit Dieter Käthe",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter",
        "Alt Blum Birk Eich Feld Grün Hol Kirch Lind Ober Rosen Stein",
        "bach berger mann hauer meister feld brandt müller hofer",
    ),
    _names(
        "Jean Marie Pierre Sophie Luc Camille Étienne Chloé Antoine Hélène Mathieu Manon Benoît Inès",
        "Martin Bernard Dubois Thomas Robert Petit Durand Leroy Moreau Simon Laurent Lefebvre Roux Fontaine",
        "Beau Mont Chan Gir Vill Pel Rous Del Bour Cham",
        "ard eau etier lier mont in aud sin ret let",
    ),
    _names(
        "María José Carmen Antonio Lucía Juan Ana Carlos Isabel Miguel Elena Javier Rosa Alejandro Pilar",
        "García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Díaz Torres Ruiz Moreno",
        "Alt Bel Car Esc Mal Mir Ol Val Qui Vill Cast",
        "amirano ares ejo enas erde ones ano eda illo ondo",
    ),
    _names(
        "João Ana Pedro Beatriz Tiago Inês Rui Catarina Luís Mariana Paulo Fernanda Gustavo Larissa",
        "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa Gonçalves Almeida",
        "Carv Mag Nogu Fig Teix Pim Quint Bar Mour",
        "alho alhães eira ueiredo entel anilha bosa ão",
    ),
    _names(
        "Иван Мария Алексей Ольга Сергей Наталья Дмитрий Елена Андрей Татьяна Павел Светлана Николай",
        "Иванов Петров Смирнов Кузнецов Попов Васильев Соколов Михайлов Новиков Фёдоров Морозов Волков",
        "Бел Град Звон Крас Лук Мал Озер Рад Степ Тих Чер Яков",
        "ов енко ский ин анов ков ушин ник ец",
    ),
    _names(
        "Ivan Olga Sergei Tatiana Andrei Natalia Yuri Elena Bohdan Oksana Dmytro Iryna Mykola Svitlana",
        "Ivanenko Kovalenko Shevchenko Bondarenko Tkachenko Boyko Kravchenko Melnyk Popov Lysenko Marchenko",
        "Bila Hrad Zvon Kras Luk Mal Ozer Rad Step Tykh Cher Yak",
        "enko chuk skyi ov yk iv iuk ets",
    ),
    _names(
        "Mohamed Fatima Ahmed Aisha Ali Khadija Hassan Zainab Omar Maryam Youssef Salma Ibrahim Layla Karim",
        "Al-Sayed Hassan Mansour Haddad Khoury Najjar El-Masry Saleh Rahman Hussein Darwish Al-Amin Othman",
        "Sha Ba Qa Ha Ma Na Ra Sa Ta Za",
        "rif hir dri mid lik ssar shwan bbagh lawi yyad",
    ),
    _names(
        "محمد فاطمة أحمد عائشة علي خديجة حسن زينب عمر مريم يوسف سلمى إبراهيم ليلى",
        "السيد حسن منصور حداد خوري نجار المصري صالح رحمن حسين درويش الأمين عثمان",
        "شر بد قد حم مل نص رف سل",
        "يف ري ان يد وم اوي اد ين",
    ),
    _names(
        "伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀英 霞 平 建国 志强 晓明",
        "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗",
        "欧 司 上 诸 东 皇 尉 公",
        "阳 马 官 葛 方 甫 迟 孙",
        family_first=True,
    ),
    _names(
        "Wei Fang Na Min Jing Li Qiang Lei Jun Yang Yong Yan Jie Juan Tao Ming Xiaoming Zhiqiang Haiyan",
        "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo",
        "Ou Si Shang Zhu Dong Huang Yu Gong",
        "yang ma guan ge fang fu chi sun",
        family_first=True,
    ),
    _names(
        "Aarav Priya Rahul Anjali Vijay Sunita Amit Kavita Sanjay Pooja Rajesh Meena Arjun Lakshmi Deepak",
        "Sharma Patel Singh Kumar Gupta Reddy Nair Iyer Mehta Joshi Das Chatterjee Rao Verma Mishra",
        "Bal Chandra Deva Gana Hari Jaya Krishna Maha Nara Rama",
        "murthy swamy nathan krishnan raj pal endra kumar singhal",
    ),
    _names(
        "Nguyen Linh Minh Huong Tuan Lan Hieu Mai Duc Thao Budi Siti Agus Dewi Eko Putri Hendra Ratna",
        "Tran Le Pham Hoang Phan Vu Dang Bui Santoso Wijaya Susanto Hidayat Setiawan Nugroho Kurniawan",
        "Adi Bam Dar Har Kus Pra Sur Wib Yud Mul",
        "wati yanto mono sono tomo awan iono hardjo",
    ),
    _names(
        "Haruto Yui Takeshi Sakura Kenji Hana Satoshi Aiko Hiroshi Naoko Minjun Seoyeon Jihoon Soojin Daeho",
        "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Kim Park Choi Jung Kang Cho Yoon Nakamura",
        "Aka Fuji Hira Ishi Kawa Matsu Naka Oka Shima Taka Yama",
        "moto da mura saki hara shima no ta yama gawa",
        family_first=True,
    ),
    _names(
        "Chinedu Ngozi Emeka Amina Kwame Abena Kofi Zanele Sipho Thandi Juma Wanjiru Otieno Achieng Musa",
        "Okafor Adeyemi Mensah Owusu Dlamini Nkosi Mwangi Odhiambo Kamau Bello Abubakar Eze Diallo Traoré",
        "Ade Olu Oko Nwa Mba Ony Aki Ogu Ndu Chi",
        "bayo wale ro chukwu nde eka ntola nleye misi dike",
    ),
    _names(
        "Mehmet Ayşe Mustafa Fatma Emre Zeynep Hakan Elif Reza Parisa Hossein Shirin Farhad Nasrin Behrouz",
        "Yılmaz Kaya Demir Çelik Şahin Öztürk Aydın Hosseini Karimi Rezaei Moradi Jafari Rahimi Ebrahimi",
        "Ak Kara Demir Gül Taş Yıl Öz Şen Bah Kha",
        "soy oğlu taş kaya can man zadeh pour ian vand",
    ),
)
_TRADES = _words(
    "Trading Logistics Consulting Foods Textiles Shipping Electronics Construction Pharma Energy Media "
    "Software Motors Furniture Chemicals Travel Insurance Capital Holdings Mining Packaging Catering Steel"
)
_BEGINNINGS = _words(
    "Alpha Blue Nord Sun Green Silver Prime East Royal Crystal Terra Nova Global River Metro Delta Atlas "
    "Orion Pearl Summit Vista Cedar Falcon Harbour Lotus Maple"
)
_ENDINGS = _words("line tech mark gate wave point land bridge star works care ware mont via lux")
_FORMS = (
    *_words("Ltd Limited LLC Inc. GmbH S.A. S.r.l. B.V. AG OOO A.Ş. SARL PLC"),
    *("Sdn Bhd", "Pty Ltd", "Co., Ltd."),
)


def draw_queries(listed: Sequence[Asked], count: int, seed: int) -> list[Asked]:
    """`count` queries, no text twice, one in ten a name of `listed` with a slip, mixed."""
    chance = random.Random(f"queries {seed}")  # noqa: S311 (no secret is made here)
    slips = [
        Asked(with_a_slip(one.text, chance), one.kind)
        for one in (chance.choice(listed) for _ in range(count // _ONE_IN))
    ]
    drawn = [*slips, *draw_customers(count - len(slips), seed)]
    chance.shuffle(drawn)
    return drawn


def draw_customers(count: int, seed: int) -> list[Asked]:
    """`count` different people and companies that are on no list on purpose."""
    chance = random.Random(f"customers {seed}")  # noqa: S311
    drawn: dict[Asked, None] = {}
    while len(drawn) < count:
        of_company = chance.randrange(_COMPANIES_IN) == 0
        drawn[Asked(_company(chance), "LegalEntity") if of_company else Asked(_person(chance), "Person")] = (
            None
        )
    return list(drawn)


def with_a_slip(name: str, chance: random.Random) -> str:
    """One letter left out, doubled, exchanged with the next or struck in the place of another."""
    places = [place for place, character in enumerate(name) if character.isalpha()]
    if len(places) < 3:
        return name
    place = chance.choice(places[1:])
    before, letter, after = name[:place], name[place], name[place + 1 :]
    match chance.randrange(4):
        case 0:
            return before + after
        case 1:
            return before + letter + letter + after
        case 2:
            return before + after[:1] + letter + after[1:]
        case _:
            return before + name[chance.choice(places)].lower() + after


def keep(values: Sequence[Asked] | Sequence[Sequence[Asked]], file: Path) -> None:
    """For another process."""
    file.write_bytes(msgspec.json.encode(values))


def kept(file: Path) -> list[Asked]:
    return msgspec.json.decode(file.read_bytes(), type=list[Asked])


def kept_by_listing(file: Path) -> list[list[Asked]]:
    return msgspec.json.decode(file.read_bytes(), type=list[list[Asked]])


def _person(chance: random.Random) -> str:
    culture = chance.choice(_CULTURES)
    given = [chance.choice(culture.given)]
    if chance.randrange(_MORE_GIVEN_IN) == 0:
        given.append(chance.choice(culture.given))
    if chance.randrange(_RARE_FAMILY_IN):
        family = chance.choice(culture.family)
    else:
        family = chance.choice(culture.beginnings) + chance.choice(culture.endings)
    return " ".join([family, *given] if culture.family_first else [*given, family])


def _company(chance: random.Random) -> str:
    name = chance.choice(_BEGINNINGS) + chance.choice(_ENDINGS)
    if chance.randrange(_RARE_FAMILY_IN) == 0:
        name = _person(chance).split()[-1].title() + f" {name}"
    return f"{name} {chance.choice(_TRADES)} {chance.choice(_FORMS)}"
