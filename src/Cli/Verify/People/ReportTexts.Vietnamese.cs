// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using HocBaSo.Signing.Core;

namespace HocBaSo.Signing.Cli;

internal sealed partial record ReportTexts
{
    // Words of the law on electronic transactions (20/2023/QH15): chứng thư chữ ký số, dấu thời gian.
    private static readonly ReportTexts Vietnamese = new()
    {
        Language = "vi",
        DecimalSeparator = ",",
        Verifying = "Đang kiểm tra",
        Totals = "{0}/{1} tệp hợp lệ, {2} chữ ký, {3} giây",
        None = "Không",
        NotStated = "Không nêu",
        File = "Tệp",
        Verdict = "Kết luận",
        Format = "Định dạng tệp",
        Integrity = "Tính toàn vẹn",
        SignatureCount = "Số chữ ký",
        MissingRoles = "Vai trò còn thiếu chữ ký",
        Detail = "Chi tiết kỹ thuật",
        Note = "Lưu ý",
        SignatureTitle = "Chữ ký {0}/{1}: {2}",
        UnprovenClaims =
            "Chữ ký này chưa được xác nhận là hợp lệ: tên, vai trò và thời gian dưới đây chỉ là thông tin ghi trong tệp.",
        Role = "Vai trò",
        Covers = "Nội dung được ký",
        Signer = "Người ký",
        ManagingUnit = "Đơn vị quản lý",
        Issuer = "Tổ chức cấp chứng thư",
        SubjectName = "Tên chủ thể chứng thư",
        IssuerName = "Tên tổ chức cấp (đầy đủ)",
        Serial = "Số hiệu chứng thư",
        CertificatePeriod = "Thời hạn chứng thư",
        SigningTime = "Thời gian ký",
        Timestamp = "Dấu thời gian",
        TimestampAuthority = "Tổ chức cấp dấu thời gian",
        ValidAtSigning = "Hiệu lực tại thời điểm ký",
        Revocation = "Tình trạng thu hồi",
        Algorithm = "Thuật toán",
        Level = "Định dạng chữ ký",
        SignatureId = "Mã định danh chữ ký",
        Warnings = "Cảnh báo",
        Period = "Từ {0} đến {1}",
        ClaimedBySigner = "{0} (theo khai báo trong chữ ký)",
        NoTimestamp = "Không có dấu thời gian tin cậy",
        NoCertificate = "Không có chứng thư",
        NoManagingUnit = "Chứng thư không ghi đơn vị quản lý",
        SchemeAndDigest = "{0}, hàm băm {1}",
        WithinPeriodByTimestamp = "Chứng thư trong thời hạn (căn cứ dấu thời gian)",
        WithinPeriodByClaim = "Chứng thư trong thời hạn (căn cứ thời gian ký khai báo trong chữ ký)",
        BeforePeriod = "Chứng thư chưa bắt đầu có hiệu lực",
        AfterPeriod = "Chứng thư đã hết hạn",
        UnknownAtSigning = "Không xác định được",
        RevocationNotChecked = "Cảnh báo: chưa kiểm tra (không có dữ liệu CRL hoặc OCSP)",
        RevocationRevoked = "Chứng thư đã bị thu hồi",
        RevocationUnknown = "Chưa lấy được thông tin thu hồi",
        WholeDocument = "Toàn bộ tài liệu",
        NothingCovered = "Không xác định được",
        DataNotFound = "Không tìm thấy trong tài liệu",
        CoveredParts = "{0} ({1} phần)",
        CoversWholeFile = "Toàn bộ tệp",
        CoversRevision = "Phiên bản {0}/{1} của tệp",
        SignedRevision = "{0}, nội dung được ký bởi chữ ký {1}/{2} ({3})",
        RevisionNotWritten = "không ghi ra tệp. {0}",
        NoSignedRevision = "{0}: không có phiên bản nào được ký.",
        XmlHasNoRevisions = "{0}: tệp XML không chứa các phiên bản, nên không có tệp nào được ghi.",
        PairSame = "{0}: đính kèm {1}, trùng khớp với {2}: hai tệp là một cặp.",
        PairDiffers = "{0}: đính kèm {1}, KHÔNG trùng khớp với {2}: hai tệp không phải một cặp.",
        PairAlone = "{0}: đính kèm {1}. {2}",
        PairBroken = "{0}: đính kèm {1} không hợp lệ. {2}",
        AttachmentsUnreadable = "{0}: không đọc được tệp đính kèm. {1}",
        RoleSubjectTeacher = "Giáo viên bộ môn (môn {0})",
        RoleHomeroomTeacher = "Giáo viên chủ nhiệm",
        RoleManager = "Cán bộ quản lý",
        RoleSeal = "Ký số phát hành (con dấu nhà trường)",
        RoleUnknown = "{0} (vai trò không có trong quy định)",
        RoleDocumentTimestamp = "Dấu thời gian của tài liệu (không phải chữ ký của người nào)",
        OnBehalfAsDeputy = "{0}, cấp phó ký thay (KT.) {1}",
        OnBehalfInPlace = "{0}, ký thay {1}",
        FilePassed = "Chữ ký hợp lệ: tất cả chữ ký trong tệp ({0}) đều hợp lệ và dữ liệu còn nguyên vẹn.",
        NotPassed = "{0}: {1}.",
        FileUnsigned = "Tệp không có chữ ký số.",
        FileUnreadable = "Không đọc được tệp nên không thể kiểm tra chữ ký.",
        FileLacksRoles = "Lưu ý: còn thiếu chữ ký của {0}.",
        FileIsGeneral =
            "Lưu ý: đây là XML thông thường, không phải học bạ theo mẫu đã biết: chưa áp dụng quy tắc của học bạ.",
        SignaturePassed = "Chữ ký hợp lệ: dữ liệu còn nguyên vẹn kể từ khi ký và chứng thư của người ký được tin cậy.",
        DocumentTimestampPassed =
            "Dấu thời gian hợp lệ: tài liệu còn nguyên vẹn kể từ thời điểm đó và tổ chức cấp dấu thời gian được tin cậy.",
        Indications = new Dictionary<Indication, string>
        {
            [Indication.TotalPassed] = "Chữ ký hợp lệ",
            [Indication.TotalFailed] = "Chữ ký không hợp lệ",
            [Indication.Indeterminate] = "Chưa đủ căn cứ để kết luận",
        }.ToFrozenDictionary(),
        SubIndications = new Dictionary<SubIndication, string>
        {
            [SubIndication.None] = "không có lý do nào được nêu",
            [SubIndication.FormatFailure] = "cấu trúc của chữ ký hoặc của tài liệu không đúng quy định",
            [SubIndication.HashFailure] = "dữ liệu đã bị thay đổi sau khi ký",
            [SubIndication.SigCryptoFailure] = "giá trị chữ ký không khớp với khóa công khai của người ký",
            [SubIndication.SignedDataNotFound] = "không tìm thấy dữ liệu mà chữ ký dẫn chiếu tới",
            [SubIndication.NoSigningCertificateFound] = "không tìm thấy đúng chứng thư của người ký trong chữ ký",
            [SubIndication.NoCertificateChainFound] =
                "chứng thư của người ký không dẫn tới tổ chức chứng thực nào được tin cậy",
            [SubIndication.Revoked] = "chứng thư của người ký đã bị thu hồi",
            [SubIndication.RevokedNoPoe] =
                "chứng thư của người ký đã bị thu hồi và không có bằng chứng chữ ký được tạo trước khi thu hồi",
            [SubIndication.Expired] = "chữ ký được tạo sau khi chứng thư hết hạn",
            [SubIndication.NotYetValid] = "chữ ký được tạo trước khi chứng thư có hiệu lực",
            [SubIndication.OutOfBoundsNoPoe] =
                "chứng thư hiện ngoài thời hạn và không có bằng chứng chữ ký được tạo trong thời hạn",
            [SubIndication.CryptoConstraintsFailure] = "thuật toán hoặc độ dài khóa không đủ an toàn",
            [SubIndication.ChainConstraintsFailure] = "chứng thư hoặc đường dẫn chứng thực vi phạm quy định sử dụng",
            [SubIndication.SigConstraintsFailure] = "chữ ký không đáp ứng chính sách chữ ký",
            [SubIndication.TimestampOrderFailure] = "thứ tự thời gian của các dấu thời gian không hợp lý",
            [SubIndication.TryLater] = "chưa lấy được thông tin về tình trạng chứng thư, đề nghị kiểm tra lại sau",
            [SubIndication.Generic] = "chữ ký không thể kiểm tra được vì nguyên nhân nêu tại phần chi tiết",
        }.ToFrozenDictionary(),
        Integrities = new Dictionary<Integrity, string>
        {
            [Core.Integrity.Intact] = "Nguyên vẹn: nội dung được ký không thay đổi kể từ khi ký",
            [Core.Integrity.Broken] = "Không nguyên vẹn: nội dung, chữ ký hoặc cấu trúc không khớp với khi ký",
            [Core.Integrity.Unsupported] = "Không kiểm tra được: thuật toán hoặc phép biến đổi không được hỗ trợ",
            [Core.Integrity.Unsigned] = "Không có chữ ký nên không thể xác định",
            [Core.Integrity.Unreadable] = "Không đọc được tệp nên không thể xác định",
        }.ToFrozenDictionary(),
        IntegritiesInShort = new Dictionary<Integrity, string>
        {
            [Core.Integrity.Intact] = "Nguyên vẹn",
            [Core.Integrity.Broken] = "Không nguyên vẹn",
            [Core.Integrity.Unsupported] = "Không kiểm tra được",
            [Core.Integrity.Unsigned] = "Không có chữ ký",
            [Core.Integrity.Unreadable] = "Không đọc được",
        }.ToFrozenDictionary(),
        Parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/HocBaSo"] = "Học bạ số",
            ["/HocBaSo/ThongTinHocBa"] = "Thông tin học bạ",
            ["/HocBaSo/KetQuaMonHoc"] = "Kết quả môn học",
            ["/HocBaSo/TongKet"] = "Tổng kết",
            ["/HocBaSo/PhatHanh"] = "Thông tin phát hành",
            ["/HocBaSo/DSCKS/GVCN/Signature/SignatureValue"] = "Chữ ký của giáo viên chủ nhiệm",
        }.ToFrozenDictionary(StringComparer.Ordinal),
        Sentences = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FileVerifier.Folder] = "Đây là thư mục, không phải tệp.",
            [FileVerifier.Missing] = "Tệp không tồn tại.",
            [FileVerifier.NoPermission] = "Không có quyền đọc tệp.",
            [FileVerifier.CannotRead] = "Không thể đọc tệp.",
            [RevisionFolder.NameIsTaken] = "Đã có tệp mang tên đó với nội dung khác.",
            [RevisionFolder.NotStated] = "Phạm vi byte của chữ ký không phải của một phiên bản tài liệu.",
            [FileVerifier.TooLarge] = "Tệp vượt quá dung lượng cho phép (64 MiB).",
            [FileVerifier.Empty] = "Tệp rỗng.",
            [FileVerifier.OtherFormat] = "Tệp không phải XML hoặc PDF.",
            ["There is no signature."] = "Không có chữ ký số trong tệp.",
            ["There are timestamps only: nobody has signed the document."] =
                "Tài liệu chỉ có dấu thời gian, chưa có chữ ký của người nào.",
            ["The signature value does not verify."] = "Giá trị chữ ký không khớp.",
            ["No path was found."] = "Không tìm thấy đường dẫn chứng thực.",
            ["What a Manifest says of data outside of the document is not checked."] =
                "Dữ liệu nằm ngoài tài liệu mà Manifest nêu không được kiểm tra.",
            ["A Manifest inside of a Manifest is not checked."] =
                "Manifest nằm trong một Manifest khác không được kiểm tra.",
            ["enveloped-signature stands on an Object inside of the Signature itself: it was read as nothing."] =
                "Phép biến đổi enveloped-signature được đặt trên một Object nằm trong chính chữ ký: đã được bỏ qua khi kiểm tra.",
        }.ToFrozenDictionary(StringComparer.Ordinal),
    };
}
