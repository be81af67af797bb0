using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Data.Tables;

internal sealed class MeetingVoteTable : IEntityTypeConfiguration<MeetingVote>
{
    public void Configure(EntityTypeBuilder<MeetingVote> table)
    {
        table.ToTable("review_meeting_vote");
        table.HasKey(row => new { row.MeetingId, row.CaseId });
        table.Property(row => row.ScoredClass).HasConversion<short>();
        table.Property(row => row.ProposedClass).HasConversion<short?>();
        table.HasOne<HamletMeeting>().WithMany().HasForeignKey(row => row.MeetingId);
        table.HasOne<ReviewCase>().WithMany().HasForeignKey(row => row.CaseId);
    }
}
