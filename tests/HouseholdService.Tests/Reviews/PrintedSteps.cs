using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using PovertyPlatform.HouseholdServiceTests.Protection;
using static PovertyPlatform.HouseholdServiceTests.Reviews.ReviewSteps;

namespace PovertyPlatform.HouseholdServiceTests.Reviews;

/// <summary>Opens printed documents as Word would, and looks at what they say about people.</summary>
internal static class PrintedSteps
{
    public static async Task PostingNamesOnlyWhatIsPublic(this ReviewHost host, Guid posting)
    {
        using var document = await host.Open($"postings/{posting}/document");
        var rows = Lines(document);
        Assert.Equal(await host.Scalar<int>($"select lines from review_posting where id = '{posting}'") + 1, rows.Count);
        Assert.All(rows, row => Assert.Equal(4, row.Elements<TableCell>().Count()));
        var first = rows[1].Elements<TableCell>().Select(cell => cell.InnerText).ToList();
        Assert.Equal(await host.Scalar<string>($"select head_name || '|' || hamlet_name from review_posting_line where posting_id = '{posting}' and ordinal = 1"), $"{first[1]}|{first[2]}");
        Assert.Equal(1L, await host.Scalar<long>($"select count(*) from audit.entry where action = 'review-posting.print' and subject_id = '{posting}'"));
    }

    public static async Task CertificateNamesTheHousehold(this ReviewHost host, Guid found)
    {
        using var document = await host.Open($"review-cases/{found}/certificate");
        var text = document.MainDocumentPart!.Document!.InnerText;
        Assert.Contains("GIẤY CHỨNG NHẬN HỘ NGHÈO", text, StringComparison.Ordinal);
        Assert.Contains(await host.Scalar<string>($"select certificate_number from review_case where id = '{found}'"), text, StringComparison.Ordinal);
        Assert.Contains(await host.Scalar<string>($"select head_name from household h join review_case c on c.household_id = h.id where c.id = '{found}'"), text, StringComparison.Ordinal);
        Assert.Equal(await host.Scalar<long>($"select count(*) from member m join review_case c on c.household_id = m.household_id where c.id = '{found}' and m.left_on is null") + 1,
            Lines(document).Count);
        var members = await host.Column<Guid>($"select m.id from member m join review_case c on c.household_id = m.household_id where c.id = '{found}'");
        var numbers = (await host.Numbers()).Where(pair => members.Contains(pair.Key)).Select(pair => pair.Value).ToList();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.DoesNotContain(number, text, StringComparison.Ordinal));
    }

    /// <summary>Rows of the table with lines; head and signature are tables without.</summary>
    private static List<TableRow> Lines(WordprocessingDocument document) =>
        [.. document.MainDocumentPart!.Document!.Descendants<Table>().Single(table => table.GetFirstChild<TableProperties>()!.TableBorders is not null).Elements<TableRow>()];

    private static async Task<WordprocessingDocument> Open(this ReviewHost host, string path)
    {
        var answer = await host.TryGet(Officer, path);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var file = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        var document = WordprocessingDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => error.Description));
        return document;
    }
}
