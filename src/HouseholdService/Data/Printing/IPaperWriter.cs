namespace PovertyPlatform.HouseholdService.Data.Printing;

/// <summary>Writes a paper into a file of its format, row by row; nothing but the row at hand is held.</summary>
internal interface IPaperWriter : IDisposable
{
    /// <summary>Head and headings.</summary>
    void Begin();

    /// <summary>The next row.</summary>
    void Row(PaperRow row);

    /// <summary>Total line, recipients, signature.</summary>
    /// <param name="total">What the rows come to, in words.</param>
    void End(string total);
}
