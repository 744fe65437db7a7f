// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pdf.Fonts;

/// <summary>
/// The canonical compositions of Unicode 16 for letters from U+00C0 to U+024F and U+1E00 to U+1EFF: per combining mark its
/// combining class and pairs of base and composed letter. The platform's own normalisation does nothing under
/// InvariantGlobalization, and the composed letters of Vietnamese are all in these two blocks.
/// </summary>
internal static class LatinPairs
{
    /// <summary>Mark, combining class, and base and composed letter in turn.</summary>
    public static readonly (char Mark, byte Class, string Pairs)[] All =
    [
        // combining grave accent
        ('\u0300', 230, "AÀEÈIÌNǸOÒUÙWẀYỲaàeèiìnǹoòuùwẁyỳÂẦÊỀÔỒÜǛâầêềôồüǜĂẰăằĒḔēḕŌṐōṑƠỜơờƯỪưừ"),
        // combining acute accent
        (
            '\u0301',
            230,
            "AÁCĆEÉGǴIÍKḰLĹMḾNŃOÓPṔRŔSŚUÚWẂYÝZŹaácćeégǵiíkḱlĺmḿnńoópṕrŕsśuúwẃyýzźÂẤÅǺÆǼÇḈÊẾÏḮ"
                + "ÔỐÕṌØǾÜǗâấåǻæǽçḉêếïḯôốõṍøǿüǘĂẮăắĒḖēḗŌṒōṓŨṸũṹƠỚơớƯỨưứ"
        ),
        // combining circumflex accent
        ('\u0302', 230, "AÂCĈEÊGĜHĤIÎJĴOÔSŜUÛWŴYŶZẐaâcĉeêgĝhĥiîjĵoôsŝuûwŵyŷzẑẠẬạậẸỆẹệỌỘọộ"),
        // combining tilde
        ('\u0303', 230, "AÃEẼIĨNÑOÕUŨVṼYỸaãeẽiĩnñoõuũvṽyỹÂẪÊỄÔỖâẫêễôỗĂẴăẵƠỠơỡƯỮưữ"),
        // combining macron
        ('\u0304', 230, "AĀEĒGḠIĪOŌUŪYȲaāeēgḡiīoōuūyȳÄǞÆǢÕȬÖȪÜǕäǟæǣõȭöȫüǖǪǬǫǭȦǠȧǡȮȰȯȱḶḸḷḹṚṜṛṝ"),
        // combining breve
        ('\u0306', 230, "AĂEĔGĞIĬOŎUŬaăeĕgğiĭoŏuŭȨḜȩḝẠẶạặ"),
        // combining dot above
        (
            '\u0307',
            230,
            "AȦBḂCĊDḊEĖFḞGĠHḢIİMṀNṄOȮPṖRṘSṠTṪWẆXẊYẎZŻaȧbḃcċdḋeėfḟgġhḣmṁnṅoȯpṗrṙsṡtṫwẇxẋyẏzżŚṤ" + "śṥŠṦšṧſẛṢṨṣṩ"
        ),
        // combining diaeresis
        ('\u0308', 230, "AÄEËHḦIÏOÖUÜWẄXẌYŸaäeëhḧiïoötẗuüwẅxẍyÿÕṎõṏŪṺūṻ"),
        // combining hook above
        ('\u0309', 230, "AẢEẺIỈOỎUỦYỶaảeẻiỉoỏuủyỷÂẨÊỂÔỔâẩêểôổĂẲăẳƠỞơởƯỬưử"),
        // combining ring above
        ('\u030A', 230, "AÅUŮaåuůwẘyẙ"),
        // combining double acute accent
        ('\u030B', 230, "OŐUŰoőuű"),
        // combining caron
        ('\u030C', 230, "AǍCČDĎEĚGǦHȞIǏKǨLĽNŇOǑRŘSŠTŤUǓZŽaǎcčdďeěgǧhȟiǐjǰkǩlľnňoǒrřsštťuǔzžÜǙüǚƷǮʒǯ"),
        // combining double grave accent
        ('\u030F', 230, "AȀEȄIȈOȌRȐUȔaȁeȅiȉoȍrȑuȕ"),
        // combining inverted breve
        ('\u0311', 230, "AȂEȆIȊOȎRȒUȖaȃeȇiȋoȏrȓuȗ"),
        // combining horn
        ('\u031B', 216, "OƠUƯoơuư"),
        // combining dot below
        ('\u0323', 220, "AẠBḄDḌEẸHḤIỊKḲLḶMṂNṆOỌRṚSṢTṬUỤVṾWẈYỴZẒaạbḅdḍeẹhḥiịkḳlḷmṃnṇoọrṛsṣtṭuụvṿwẉyỵzẓƠỢơợ" + "ƯỰưự"),
        // combining diaeresis below
        ('\u0324', 220, "UṲuṳ"),
        // combining ring below
        ('\u0325', 220, "AḀaḁ"),
        // combining comma below
        ('\u0326', 220, "SȘTȚsștț"),
        // combining cedilla
        ('\u0327', 202, "CÇDḐEȨGĢHḨKĶLĻNŅRŖSŞTŢcçdḑeȩgģhḩkķlļnņrŗsştţ"),
        // combining ogonek
        ('\u0328', 202, "AĄEĘIĮOǪUŲaąeęiįoǫuų"),
        // combining circumflex accent below
        ('\u032D', 220, "DḒEḘLḼNṊTṰUṶdḓeḙlḽnṋtṱuṷ"),
        // combining breve below
        ('\u032E', 220, "HḪhḫ"),
        // combining tilde below
        ('\u0330', 220, "EḚIḬUṴeḛiḭuṵ"),
        // combining macron below
        ('\u0331', 220, "BḆDḎKḴLḺNṈRṞTṮZẔbḇdḏhẖkḵlḻnṉrṟtṯzẕ"),
    ];
}
