using CsCheck;
using PovertyPlatform.PartnerService.Domain.Feed;

namespace PovertyPlatform.PartnerServiceTests.Domain;

public class FeedCursorTests
{
    private static readonly Gen<FeedCursor> Any =
        from history in Gen.ULong
        from tx in Gen.ULong
        from position in Gen.Long[0, long.MaxValue]
        from day in Gen.Int[0, DateOnly.MaxValue.DayNumber]
        select new FeedCursor(history, tx, position, DateOnly.FromDayNumber(day));

    [Fact]
    public void Word_ReadsBackTheSamePlace() => Any.Sample(cursor =>
    {
        Assert.True(FeedCursor.TryRead(cursor.ToString(), out var read));
        Assert.Equal(cursor, read);
        Assert.Equal(cursor.ToString(), read.ToString());
        Assert.Equal(cursor.ToString(), Uri.EscapeDataString(cursor.ToString()));
    });

    [Fact]
    public void WordWithOneOtherLetter_IsNoPlace() => Gen.Select(Any, Gen.Int[0, 43], Gen.Int[1, 61]).Sample((cursor, at, shift) =>
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var word = cursor.ToString().ToCharArray();
        word[at] = letters[(letters.IndexOf(word[at], StringComparison.Ordinal) + shift) % letters.Length];
        Assert.False(FeedCursor.TryRead(new string(word), out _) && new string(word) != cursor.ToString());
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("'; drop table feed_event; --                ")]
    [InlineData("éééééééééééééééééééééééééééééééééééééééééééé")]
    public void AnythingElse_IsNoPlace(string? word) => Assert.False(FeedCursor.TryRead(word, out _));

    [Fact]
    public void Anything_IsReadWithoutFailing() => Gen.String.Sample(word => { FeedCursor.TryRead(word, out _); });

    [Theory]
    [InlineData("0190163d-8694-739b-aea5-966c26f8ad91", "2024-06-13")]
    [InlineData("ffffffff-ffff-7fff-bfff-ffffffffffff", "9999-12-31")]
    [InlineData("7d444840-9dc0-41d1-b245-5ffdce74fad2", "0001-01-01")]
    public void EventId_TellsTheEarliestDay(string id, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), EventDay.Earliest(Guid.Parse(id)));
}
