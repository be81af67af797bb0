namespace PovertyPlatform.HouseholdService.Domain.Imports.Reading;

/// <summary>What a workbook may cost to unpack; a hostile file stops here.</summary>
/// <param name="Entries">Most entries of the zip file; workbooks have some twenty.</param>
/// <param name="EntryBytes">Most bytes of one unpacked entry.</param>
/// <param name="Ratio">Most bytes unpacked from one packed byte, once <see cref="RatioFrom"/> are unpacked. Sheets of styled, empty rows reach about 60.</param>
/// <param name="SharedTextBytes">Most bytes of the table of texts; it is the only part that is kept in memory.</param>
public sealed record ReadLimits(int Entries = 1000, long EntryBytes = 4L << 30, int Ratio = 250, long SharedTextBytes = 192L << 20)
{
    /// <summary>Bytes from which on the ratio counts.</summary>
    public const long RatioFrom = 8L << 20;
}
