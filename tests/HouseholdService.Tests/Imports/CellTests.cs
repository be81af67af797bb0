using System.Text;
using CsCheck;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Imports.Cells;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdServiceTests.Imports;

/// <summary>How single cells are understood, habit by habit.</summary>
public class CellTests
{
    [Theory]
    [InlineData("09/03/1985", 1985, 3, 9)]
    [InlineData("9/3/1985", 1985, 3, 9)]
    [InlineData("09-03-1985", 1985, 3, 9)]
    [InlineData("09.03.1985", 1985, 3, 9)]
    [InlineData(" 09 / 03 / 1985 ", 1985, 3, 9)]
    [InlineData("1985-03-09", 1985, 3, 9)]
    [InlineData("29/02/2024", 2024, 2, 29)]
    [InlineData("1985", 1985, 0, 0)]
    [InlineData("3/1985", 1985, 0, 0)]
    public void Date_IsRead(string typed, int year, int month, int day) =>
        Assert.Equal(new BirthCell((short)year, (byte)month, (byte)day), BirthCell.Parse(Encoding.UTF8.GetBytes(typed), CellForm.Text, out _));

    [Theory]
    [InlineData("31/02/1990")]
    [InlineData("29/02/2023")]
    [InlineData("13/13/1990")]
    [InlineData("0/1/1990")]
    [InlineData("1/1/85")]
    [InlineData("1/1/1990/2")]
    [InlineData("1/1/")]
    [InlineData("khoảng 1950")]
    [InlineData("12")]
    [InlineData("31114")]
    public void DateThatIsNone_IsUnclear(string typed) => Assert.False(BirthCell.Parse(Encoding.UTF8.GetBytes(typed), CellForm.Text, out _).IsClear);

    [Fact]
    public void BareNumber_WasADateWhoseFormatGotLost()
    {
        Assert.Equal(new BirthCell(1985, 3, 9), BirthCell.Parse("31115"u8, CellForm.Number, out var wasSerial));
        Assert.True(wasSerial);
        Assert.Equal(new BirthCell(1985, 0, 0), BirthCell.Parse("1985"u8, CellForm.Number, out wasSerial));
        Assert.False(wasSerial);
    }

    [Fact]
    public void AnyDate_IsReadInAllItsForms() => Gen.Date.Select(DateOnly.FromDateTime).Where(day => day.Year is >= 1000 and <= 2999).Sample(day =>
    {
        foreach (var form in new[] { "dd/MM/yyyy", "d/M/yyyy", "d-M-yyyy", "dd.MM.yyyy", "yyyy-MM-dd" })
            Assert.Equal(day, BirthCell.Parse(Encoding.UTF8.GetBytes(day.ToString(form, System.Globalization.CultureInfo.InvariantCulture)), CellForm.Text, out _).Date);
    });

    [Theory]
    [InlineData("015085012345", CellForm.Text, IdentityOutcome.Clear, "015085012345")]
    [InlineData("'015085012345", CellForm.Text, IdentityOutcome.Clear, "015085012345")]
    [InlineData("015 085 012 345", CellForm.Text, IdentityOutcome.Clear, "015085012345")]
    [InlineData("060123456", CellForm.Text, IdentityOutcome.Clear, "060123456")]
    [InlineData("15085012345", CellForm.Number, IdentityOutcome.Restored, "015085012345")]
    [InlineData("15085012345", CellForm.Text, IdentityOutcome.Restored, "015085012345")]
    [InlineData("1085012345", CellForm.Number, IdentityOutcome.Restored, "001085012345")]
    [InlineData("60123456", CellForm.Number, IdentityOutcome.Restored, "060123456")]
    [InlineData("60123456", CellForm.Text, IdentityOutcome.Ambiguous, null)]
    [InlineData("15185012345", CellForm.Number, IdentityOutcome.Ambiguous, null)]
    [InlineData("15086012345", CellForm.Number, IdentityOutcome.Ambiguous, null)]
    [InlineData("015185012345", CellForm.Text, IdentityOutcome.Disagrees, "015185012345")]
    [InlineData("O15085012345", CellForm.Text, IdentityOutcome.Malformed, null)]
    [InlineData("0150850123456", CellForm.Text, IdentityOutcome.Malformed, null)]
    [InlineData("12345", CellForm.Text, IdentityOutcome.Malformed, null)]
    [InlineData("", CellForm.Text, IdentityOutcome.None, "")]
    [InlineData("0", CellForm.Number, IdentityOutcome.None, "")]
    [InlineData("--", CellForm.Text, IdentityOutcome.None, "")]
    public void IdentityNumberOfAManBorn1985_IsRead(string typed, CellForm form, IdentityOutcome outcome, string? digits)
    {
        Span<byte> read = stackalloc byte[16];
        Assert.Equal(outcome, IdentityCell.Parse(Encoding.UTF8.GetBytes(typed), form, isWoman: false, 1985, read, out var length));
        if (digits is not null)
            Assert.Equal(digits, Encoding.ASCII.GetString(read[..length]));
    }

    [Theory]
    [InlineData("015185012345", true, 1985, true)]
    [InlineData("015301012345", true, 2001, true)]
    [InlineData("015201012345", false, 2001, true)]
    [InlineData("015301012345", false, 2001, false)]
    public void CenturySexAndYear_AreProven(string digits, bool isWoman, int year, bool agrees) => Assert.Equal(agrees, IdentityCell.Agrees(Encoding.ASCII.GetBytes(digits), isWoman, year));

    [Theory]
    [InlineData("50.000.000", 50_000_000)]
    [InlineData("1,250,000", 1_250_000)]
    [InlineData("1 250 000 đồng", 1_250_000)]
    [InlineData("1.250.000đ", 1_250_000)]
    [InlineData("1250000,5", 1_250_001)]
    [InlineData("1.250,4", 1_250)]
    [InlineData("0", 0)]
    public void Amount_IsRead(string typed, long amount)
    {
        Assert.True(NumberCell.TryAmount(Encoding.UTF8.GetBytes(typed), CellForm.Text, out var read));
        Assert.Equal(amount, read);
    }

    [Fact]
    public void DotOfAStoredNumber_BeginsDecimals()
    {
        Assert.True(NumberCell.TryAmount("1250.125"u8, CellForm.Number, out var stored));
        Assert.True(NumberCell.TryAmount("1250.125"u8, CellForm.Text, out var typed));
        Assert.Equal((1250, 1_250_125), (stored, typed));
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("120,0", 120)]
    [InlineData("-5", -5)]
    public void Points_AreWholeNumbers(string typed, int points)
    {
        Assert.True(NumberCell.TryPoints(Encoding.UTF8.GetBytes(typed), CellForm.Text, out var read));
        Assert.Equal(points, read);
    }

    [Theory]
    [InlineData("120,5")]
    [InlineData("chưa chấm")]
    [InlineData("12a")]
    [InlineData(".")]
    [InlineData("")]
    public void PointsThatAreNone_AreUnclear(string typed) => Assert.False(NumberCell.TryPoints(Encoding.UTF8.GetBytes(typed), CellForm.Text, out _));

    [Theory]
    [InlineData("x", true)]
    [InlineData("X", true)]
    [InlineData("х", true)]
    [InlineData("×", true)]
    [InlineData("1", true)]
    [InlineData("có", true)]
    [InlineData("✓", true)]
    [InlineData("10", true)]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("không", false)]
    [InlineData("-", false)]
    [InlineData("chưa rõ", null)]
    [InlineData("2", null)]
    public void Mark_SaysYesNoOrNothing(string typed, bool? marked) => Assert.Equal(marked, MarkCell.Parse(typed, points: 10));

    [Theory]
    [InlineData("  Giàng\u00A0A   Páo ", "Giàng A Páo")]
    [InlineData("Gia\u0300ng A Pa\u0301o", "Giàng A Páo")]
    [InlineData("Hoà\u200B Bình\r\n", "Hoà Bình")]
    [InlineData("Ðặng\u0000", "Ðặng")]
    public void Text_IsCleaned(string typed, string clean) => Assert.Equal(clean, Encoding.UTF8.GetString(CleanText.Of(Encoding.UTF8.GetBytes(typed))));

    [Fact]
    public void CleanText_IsLeftAlone_AndAnyTextEndsClean() => Gen.String.Sample(text =>
    {
        var clean = CleanText.Of(Encoding.UTF8.GetBytes(text)).ToArray();
        Assert.Equal(clean, CleanText.Of(clean).ToArray());
        Assert.True(Encoding.UTF8.GetString(clean).IsNormalized());
        Assert.DoesNotContain((byte)0, clean);
    });

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "cmd|' /C calc'!A0")]
    [InlineData("+84 912", "84 912")]
    [InlineData("@SUM(A1)", "SUM(A1)")]
    [InlineData("-- - ", "")]
    public void TextThatCouldBeAFormula_IsStoredNeutral(string typed, string neutral)
    {
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(typed);
        Assert.True(CleanText.Neutralise(ref text));
        Assert.Equal(neutral, Encoding.UTF8.GetString(text));
    }

    [Fact]
    public void SearchBytes_AreTheSearchNameOfTheRegistry()
    {
        var names = Gen.OneOf(Gen.String, Gen.String[Gen.Char["AaĂăÂâĐđÊêÔôƠơƯưấầẩẫậ \u0300\u0301'’-.xyzßæ"], 0, 40]);
        names.Sample(name =>
        {
            var utf8 = Encoding.UTF8.GetBytes(name);
            var target = new byte[utf8.Length + 8];
            Assert.Equal(SearchName.Of(Encoding.UTF8.GetString(utf8)), Encoding.UTF8.GetString(target.AsSpan(0, SearchBytes.Write(utf8, target))));
        });
    }
}
