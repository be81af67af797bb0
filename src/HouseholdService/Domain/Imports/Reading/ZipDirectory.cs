using System.Buffers.Binary;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>Looks at the end of a zip file before anything is unpacked or listed: a hostile directory would otherwise cost memory for every entry it claims.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const long MostDirectoryBytes = 1 << 20;

    /// <summary>Checks that the directory is complete, at the end, and small.</summary>
    /// <exception cref="UnreadableFileException">Truncated, or too many entries.</exception>
    public static void Check(Stream file, ReadLimits limits)
    {
        var tail = new byte[Math.Min(file.Length, EndLength + ushort.MaxValue)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndLength)
            throw new UnreadableFileException("truncated");
        var end = tail.AsSpan(at);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        // Zip64 exists for files of more than 65,535 entries or 4 GB: no list of a commune is that.
        if (entries == ushort.MaxValue || entries > limits.Entries || size > MostDirectoryBytes || offset == uint.MaxValue)
            throw new UnreadableFileException("zip-bomb");
        if (offset + size != file.Length - tail.Length + at)
            throw new UnreadableFileException("truncated");
        file.Position = 0;
    }
}
