using System.Text.Unicode;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>What an uploaded file is.</summary>
public enum FileKind
{
    /// <summary>An .xlsx workbook.</summary>
    Workbook,

    /// <summary>An .xls workbook of Excel 97 to 2003.</summary>
    LegacyWorkbook,

    /// <summary>Separated text.</summary>
    Csv,
}

/// <summary>Tells what a file is from its content; names and content types are only claims.</summary>
public static class FileKinds
{
    private const int Looked = 64 * 1024;

    /// <summary>The kind of the file.</summary>
    /// <exception cref="UnreadableFileException">It is neither; the code says what it seems to be.</exception>
    public static FileKind Of(Stream file)
    {
        file.Position = 0;
        var head = new byte[Math.Min(Looked, file.Length)];
        file.ReadExactly(head);
        file.Position = 0;
        if (head.AsSpan().IndexOfAnyExcept(" \t\r\n\0"u8) < 0)
            throw new UnreadableFileException("empty-file");
        if (head.AsSpan().StartsWith("PK\u0003\u0004"u8))
            return FileKind.Workbook;
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return IsEncrypted(file) ? throw new UnreadableFileException("password-protected") : FileKind.LegacyWorkbook;
        if (head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw new UnreadableFileException("csv-not-utf8");
        if (head.AsSpan().IndexOf((byte)0) >= 0 || head.AsSpan().StartsWith("%PDF"u8) || head.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'<' or (byte)'{', ..])
            throw new UnreadableFileException("not-a-workbook");
        return IsUtf8(head, isCut: file.Length > head.Length) ? FileKind.Csv : throw new UnreadableFileException("csv-not-utf8");
    }

    private static bool IsUtf8(ReadOnlySpan<byte> head, bool isCut)
    {
        // The end of the look may split a letter of up to four bytes.
        for (var cut = 0; cut < (isCut ? 4 : 1); cut++)
            if (Utf8.IsValid(head[..^cut]))
                return true;
        return false;
    }

    // An encrypted workbook is an old-style container that holds a stream of this name (UTF-16).
    private static bool IsEncrypted(Stream file)
    {
        var mark = System.Text.Encoding.Unicode.GetBytes("EncryptedPackage");
        var buffer = new byte[Math.Min(file.Length, 4 << 20)];
        file.ReadExactly(buffer);
        file.Position = 0;
        if (buffer.AsSpan().IndexOf(mark) >= 0)
            return true;
        // The container's directory often stands at its end.
        file.Position = Math.Max(0, file.Length - buffer.Length);
        file.ReadExactly(buffer, 0, (int)Math.Min(buffer.Length, file.Length - file.Position));
        file.Position = 0;
        return buffer.AsSpan().IndexOf(mark) >= 0;
    }
}
