using System.Text;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

public class FileKindsTests
{
    private static readonly byte[] OldContainer = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    public static TheoryData<byte[], string> Others => new()
    {
        { [], "empty-file" },
        { "  \r\n "u8.ToArray(), "empty-file" },
        { [.. OldContainer, .. new byte[2000], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[500]], "password-protected" },
        { "%PDF-1.7 ..."u8.ToArray(), "not-a-workbook" },
        { "<html><body>"u8.ToArray(), "not-a-workbook" },
        { "{\"a\":1}"u8.ToArray(), "not-a-workbook" },
        { [0x89, 0x50, 0x4E, 0x47, 0, 1, 2], "not-a-workbook" },
        { [0xFF, 0xFE, (byte)'a', 0, (byte)';', 0], "csv-not-utf8" },
        { [.. "Họ và tên;"u8, 0xD5, 0xC3, (byte)'\n'], "csv-not-utf8" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void FileThatIsNoList_IsNamed(byte[] content, string code) =>
        Assert.Equal(code, Assert.Throws<UnreadableFileException>(() => FileKinds.Of(new MemoryStream(content))).Code);

    [Fact]
    public void Content_DecidesTheKind()
    {
        Assert.Equal(FileKind.Workbook, FileKinds.Of(ReadRows.File(book => book.Sheet("S").Row("a"))));
        Assert.Equal(FileKind.LegacyWorkbook, FileKinds.Of(new MemoryStream([.. OldContainer, .. new byte[4000]])));
        Assert.Equal(FileKind.Csv, FileKinds.Of(new MemoryStream("Họ và tên;Quan hệ\n"u8.ToArray())));
        // A letter of three bytes across the edge of what is looked at is not broken text.
        Assert.Equal(FileKind.Csv, FileKinds.Of(new MemoryStream([.. Enumerable.Repeat((byte)'a', 65535), .. "ế;b\n"u8])));
    }
}
